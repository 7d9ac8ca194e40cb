"""What surrounds Copier's update, so that nothing an owner wrote is lost.

Copier merges by applying the owner's changes as a patch. That loses a change in a binary file,
bytes that are not UTF-8, every edit in a file that the template removed or renamed, and files that
git ignores. So each file the owner changed is kept aside before anything is written (`before`), and
afterwards compared with the three-way merge that git itself would make (`settle`).
"""
