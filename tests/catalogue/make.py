"""Writes the workbooks of the catalogue's project: an invented county with invented numbers, always the same."""
import csv
import pathlib
import struct
import zlib

DATA = pathlib.Path(__file__).parent / "data"
ORGS = [  # name, town, level, beds, square metres, staff
    ("县第一医院", "城关镇", "二级", 320, 28600.5, 410),
    ("县第二医院", "城关镇", "二级", 180, 15240.0, 236),
    ("城关镇卫生院", "城关镇", "一级", 60, 4210.8, 72),
    ("河东镇卫生院", "河东镇", "一级", 45, 3380.2, 51),
    ("河西镇卫生院", "河西镇", "一级", 40, 2975.0, 47),
    ("白石乡卫生院", "白石乡", "一级", 20, 1460.4, 24),
    ("松岭乡卫生院", "松岭乡", "一级", 18, 1322.6, 22),
    ("南湾乡卫生院", "南湾乡", "一级", 15, 1190.0, 18),
]
PEOPLE = [("城关镇", 86250), ("河东镇", 41800), ("河西镇", 36420), ("白石乡", 15360), ("松岭乡", 12940), ("南湾乡", 9875)]
KINDS = [("门诊", 9, 61.5), ("急诊", 2, 148.0), ("住院", 1, 3120.0)]
UNITS = [("局机关", "一级", 860), ("县第一医院", "二级", 4200), ("县第二医院", "二级", 2350), ("疾控中心", "二级", 1280), ("妇幼保健所", "二级", 690)]
ITEMS = ["人员经费", "公用经费", "项目经费"]
MONTHS = [(2024, month) for month in range(1, 13)] + [(2025, month) for month in range(1, 7)]


def wave(*seed):
    """A number from 0 to 96 that differs from seed to seed."""
    value = 17
    for part in seed:
        value = (value * 31 + part * 7 + 11) % 9973
    return value % 97


def write(year, month, name, rows):
    folder = DATA / f"{year}-{month:02}"
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / name, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def visits(year, month):
    rows = [["机构", "类别", "诊疗人次（人次）", "医疗收入（元）", "药占比"]]
    for at, (name, _, _, beds, _, _) in enumerate(ORGS):
        for which, (kind, weight, price) in enumerate(KINDS):
            people = beds * weight + wave(year, month, at, which) * weight // 2 + (year - 2024) * at * weight
            income = people * price + wave(at, month, which) * 10.35
            share = 24 + wave(which, at, year, month) / 6
            rows.append([name, kind, people, f"{income:.2f}", f"{share:.2f}%"])
    return rows


def spending(year, month):
    rows = [["单位", "科目", "支出金额（元）", "支付日期"]]
    for at, (name, _, budget) in enumerate(UNITS):
        for which, item in enumerate(ITEMS):
            amount = budget * (5 - which) * 55 + wave(year, month, at, which) * 1234.56
            rows.append([name, item, f"{amount:.2f}", f"{year}-{month:02}-{1 + wave(at, which, month) % (28 if month == 2 else 30):02}"])
    return rows


def letters(until):
    rows = [["编号", "承办机构", "类别", "收到日期", "办理时限", "办结日期", "状态", "反映人数"]]
    kinds = ["收费", "服务", "环境", "其他"]
    number = 0
    for month in range(1, until + 1):
        for at in range(7):
            number += 1
            day = 1 + wave(month, at) % 27
            received = f"2025-{month:02}-{day:02}"
            due = f"2025-{month + 1:02}-{day:02}"
            late = wave(number, 3) % 40
            closed_month, closed_day = month + (day + late) // 28, 1 + (day + late) % 28
            closed = f"2025-{closed_month:02}-{closed_day:02}" if closed_month <= until and number % 5 else ""
            state = "已办结" if closed else "办理中"
            org = ORGS[wave(number, month) % 8][0]
            rows.append([f"XF{number:03}", org, kinds[number % 4], received, due, closed, state, 1 + wave(number) % 6])
    return rows


def purchases(year, month):
    rows = [["机构", "品名", "单价（元）", "数量（盒）"]]
    for at, (name, *_) in enumerate(ORGS):
        for which, item in enumerate(["口罩", "手套", "消毒液"]):
            rows.append([name, item, f"{8.5 + which * 6.25 + wave(at, month) / 100:.2f}", 20 + wave(which, at, month) * 3])
    return rows


for year, month in MONTHS:
    write(year, month, f"{month}月诊疗情况.csv", visits(year, month))
    write(year, month, f"{month}月支出明细.csv", spending(year, month))
    if year == 2025:
        write(year, month, f"{month}月采购明细.csv", purchases(year, month))
for month in (5, 6):
    write(2025, month, f"{month}月来信台账.csv", letters(month))
for year in (2024, 2025):
    orgs = [["机构名称", "所在乡镇", "等级", "床位数（张）", "建筑面积（平方米）", "职工人数（人）"]]
    write(year, 1, "机构名录.csv", orgs + [list(org) for org in ORGS])
    write(year, 1, "人口情况.csv", [["乡镇", "常住人口（人）"]] + [[town, people + (year - 2025) * 120] for town, people in PEOPLE])
    write(year, 1, "部门预算.csv", [["单位", "预算级次", "预算数（万元）"]] + [[unit, level, budget + (year - 2025) * 40] for unit, level, budget in UNITS])
    plan = [["年度", "机构", "计划诊疗人次（人次）", "计划收入（万元）"]]
    for each in range(2024, year + 1):
        for at, (name, _, _, beds, _, _) in enumerate(ORGS):
            plan.append([each, name, beds * 148 + (each - 2024) * 90 * at, f"{beds * 5.4 + at + (each - 2024) * 12.5:.2f}"])
    write(year, 1, "年度计划.csv", plan)


def drawing():
    """A sketch of the county: six towns as fields of grey beside a river, as an 8-bit grey PNG."""
    width, height = 360, 200
    fields = [(10, 10, 130, 95), (140, 10, 240, 95), (250, 10, 350, 95), (10, 105, 110, 190), (120, 105, 230, 190), (240, 105, 350, 190)]
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            shade = 255
            for at, (left, top, right, bottom) in enumerate(fields):
                if left <= x < right and top <= y < bottom:
                    shade = 225 - 18 * at if left + 2 <= x < right - 2 and top + 2 <= y < bottom - 2 else 60
            if abs(y - 98 - (x % 60) // 20) < 2:
                shade = 120
            rows.append(shade)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    folder = pathlib.Path(__file__).parent / "reports/definitions/24-pictures/pictures"
    folder.mkdir(parents=True, exist_ok=True)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")
    (folder / "map.png").write_bytes(png)


drawing()
