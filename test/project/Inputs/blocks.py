"""The sh blocks of a page, as FOLDER/01.sh and so on: blocks.py PAGE FOLDER"""
import pathlib, re, sys
page, folder = map(pathlib.Path, sys.argv[1:])
blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text(), re.M | re.S)
assert len(blocks) > 6
folder.mkdir()
for number, block in enumerate(blocks, 1):
    (folder / f"{number:02}.sh").write_text(block)
