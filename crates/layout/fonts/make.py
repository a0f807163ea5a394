#!/usr/bin/env python3
"""Makes the five faces of this folder; see README.md.

    python3 make.py --fandol FandolFang-Regular.otf [--noto DIR] [--wenkai FILE] [--unihan FILE] [--out DIR]

Needs the Debian packages python3-fonttools, fonts-noto-cjk, fonts-lxgw-wenkai, unicode-data
and texlive-lang-chinese. The defaults are where those packages put their files.
"""

import argparse
import bz2
import pathlib
from fontTools import subset
from fontTools.ttLib import TTFont

SIMPLIFIED_CHINESE = 2  # the face of that region in every Noto CJK collection

# Ranges besides the Han characters: what a Chinese office types between them.
RANGES = [
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Latin-1: ² ³ · × ÷ °
    (0x391, 0x3C9),  # Greek
    (0x410, 0x451),  # Cyrillic, part of GB 2312
    (0x2010, 0x2026),  # dashes, quotes, …
    (0x2030, 0x203B),  # ‰ ′ ″ ※
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x2100, 0x2116),  # ℃ №
    (0x2160, 0x217B),  # Roman numerals
    (0x2190, 0x2193),  # arrows
    (0x2200, 0x226F),  # √ ∞ ≈ ≠ ≤ ≥
    (0x2460, 0x249B),  # ① ⑴ ⒈
    (0x2500, 0x257F),  # box drawing
    (0x25A0, 0x25CF),  # ■ □ ▲ △ ▼ ● ○ ◆
    (0x2605, 0x2606),  # ★ ☆
    (0x2611, 0x2713),  # ☑ ✓ and what little lies between them in these faces
    (0x3000, 0x301F),  # 、 。 〇 〈 〉 《 》 「 」 〔 〕
    (0x3021, 0x3029),  # Suzhou numerals
    (0x3220, 0x3229),  # ㈠
    (0x338E, 0x33D5),  # ㎎ ㎏ ㎜ ㎝ ㎞ ㎡ ㏄
    (0xFE30, 0xFE4F),  # vertical and overlined forms of GB 18030
    (0xFF01, 0xFF5E),  # full-width ASCII
    (0xFFE0, 0xFFE5),  # ￠ ￥
]


def characters(unihan):
    """GB 2312, the 8,105 characters of 通用规范汉字表 (kTGH) and the ranges above."""
    wanted = {point for first, last in RANGES for point in range(first, last + 1)}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                wanted.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        listed = {int(line.split("\t")[0][2:], 16) for line in lines if "\tkTGH\t" in line}
    if len(listed) != 8105:
        raise SystemExit(f"{unihan}: {len(listed)} characters with kTGH instead of 8105")
    return wanted | listed


def options():
    """No hints and no layout tables: Taizhang places every glyph itself."""
    chosen = subset.Options()
    chosen.hinting = False
    chosen.desubroutinize = False
    chosen.layout_features = []
    chosen.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT", "MERG", "meta", "FFTM"]
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    chosen.name_languages = [0x409]
    chosen.notdef_outline = True
    chosen.recalc_timestamp = False
    chosen.glyph_names = False
    return chosen


def rename(font, name):
    """OFL 1.1 keeps 霞鹜 and LXGW to the unmodified font: a subset takes another name."""
    for record in list(font["name"].names):
        if record.nameID in (1, 3, 4, 6, 16, 18, 21):
            # A PostScript name has no spaces.
            given = name.replace(" ", "") if record.nameID == 6 else name
            font["name"].setName(given, record.nameID, record.platformID, record.platEncID, record.langID)


def half_width_digits(font):
    """Gives the digits the half-width forms of `hwid`, so that numbers stand in columns and
    page numbers are half-width as GB/T 9704-2012, 7.5 asks."""
    forms = {}
    gsub = font["GSUB"].table
    lookups = {i for record in gsub.FeatureList.FeatureRecord if record.FeatureTag == "hwid" for i in record.Feature.LookupListIndex}
    for index in sorted(lookups):
        for table in gsub.LookupList.Lookup[index].SubTable:
            forms.update(getattr(table, "ExtSubTable", table).mapping)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            for point in range(0x30, 0x3A):
                table.cmap[point] = forms.get(table.cmap[point], table.cmap[point])


def make(source, index, target, wanted, name=None, digits=None):
    """Cuts one face and writes it."""
    font = TTFont(source, fontNumber=index, lazy=True, recalcTimestamp=False)
    if digits:
        digits(font)
    cutter = subset.Subsetter(options())
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    if name:
        rename(font, name)
    font.save(target, reorderTables=True)
    covered = TTFont(target).getBestCmap().keys()
    missing = sorted(point for point in wanted if 0x3400 <= point and point not in covered and point not in range(0xFE30, 0xFE50))
    print(f"{target.name}: {target.stat().st_size} bytes, {len(covered)} characters, {len(missing)} Han characters missing")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = pathlib.Path(__file__).parent
    fandol = "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
    parser.add_argument("--fandol", type=pathlib.Path, default=fandol)
    parser.add_argument("--noto", type=pathlib.Path, default="/usr/share/fonts/opentype/noto")
    parser.add_argument("--wenkai", type=pathlib.Path, default="/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf")
    parser.add_argument("--unihan", type=pathlib.Path, default="/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
    parser.add_argument("--out", type=pathlib.Path, default=here)
    given = parser.parse_args()
    wanted = characters(given.unihan)
    noto = pathlib.Path(given.noto)
    make(given.fandol, -1, given.out / "fangsong.otf", wanted)
    make(noto / "NotoSerifCJK-Bold.ttc", SIMPLIFIED_CHINESE, given.out / "biaosong.otf", wanted)
    make(noto / "NotoSerifCJK-Regular.ttc", SIMPLIFIED_CHINESE, given.out / "song.otf", wanted, digits=half_width_digits)
    make(noto / "NotoSansCJK-Regular.ttc", SIMPLIFIED_CHINESE, given.out / "hei.otf", wanted)
    make(given.wenkai, -1, given.out / "kai.ttf", wanted, "Taizhang Kai")


if __name__ == "__main__":
    main()
