# Workbooks in the form of a statistical office's exports, with invented places and values. They are
# committed; this is run only to change them (openpyxl, LibreOffice):
#   python3 make.py && soffice --headless --convert-to xls --outdir data/2020-12 /tmp/exports/*.xlsx
import openpyxl, os

OUT = "/tmp/exports"
SOURCE = "数据来源：示例统计处"


def book(title, above, head, rows, below):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = title
    for line in [f"数据库：{title}", *above]:
        sheet.append([line])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    for line in [*below, SOURCE]:
        sheet.append([line])
    return workbook


YEARS = ["地区"] + [f"{year}年" for year in range(2019, 2014, -1)]
ABOVE = ["时间：最近5年"]
regions = [[f"示例{name}省", *(round(base * share, 2) for share in (1.25, 1.2, 1.1, 1.05, 1))]
           for name, base in zip("甲乙丙丁戊己庚", (28300.17, 9120.4, 30055.06, 812.99, 14700, 6003.33, 21088.71))]
cities = [["示例甲市", None, None, 27310.66, 25004.1, 22870.5],
          ["示例乙市", None, 5120.25, 4987.6, 4801, 4666.12],
          ["示例丙市", None, 2210.4, 2098.83, 1987.05, 2011.3]]
cities[0][1:3] = regions[0][1:3]
quarters = [f"{year}年第{name}季度" for year, names in ((2020, "一"), (2019, "四三二一"), (2018, "四三二一"))
            for name in names]
# The quarters of 2019 add up to 3,650.0; the year is published as 3,650.1.
single = [812.3, 1010.4, 930.2, 889.3, 820.1, 980.6, 905.5, 861, 790.7]
total = [812.3, 3650.1, 2639.7, 1709.4, 820.1, 3537.8, 2557.2, 1651.7, 790.7]
# January is never published; February has the sum of both months alone.
months = [(2020, 4), (2020, 3), (2020, 2), *((2019, month) for month in range(12, 1, -1))]
grown = [2.7, -0.9, None, 5.1, 4.8, 4.4, 5, 3.9, 4.1, 5.2, 4.6, 4.3, 6.8, None]
so_far = [-3.2, -6.1, -11.4, 4.6, 4.5, 4.5, 4.5, 4.4, 4.5, 4.6, 4.4, 4.3, 4.3, 3.9]

BOOKS = {
    "分省年度数据-地区生产总值": book("分省年度数据", ["指标：地区生产总值(亿元)", *ABOVE], YEARS, regions,
        ["注：1.本表按当年价格计算。2018年数据为修订后的数据。", "\u3000\u3000\u30002.分项之和与合计因四舍五入有尾差。"]),
    "主要城市年度数据-国内生产总值": book("主要城市年度数据", ["指标：国内生产总值(亿元)", *ABOVE], YEARS, cities, []),
    "季度数据-国内生产总值": book("季度数据", ["时间：最近9季度"], ["指标", *quarters],
        [["国内生产总值当季值(亿元)", *single], ["国内生产总值累计值(亿元)", *total]],
        ["注：1.本表按当年价格计算。", "\u3000\u3000\u30002.当季值与累计值因四舍五入有尾差。"]),
    "月度数据-工业增加值": book("月度数据", ["时间：最近14个月"], ["指标", *(f"{year}年{month}月" for year, month in months)],
        [["工业增加值同比增长(%)", *grown], ["工业增加值累计增长(%)", *so_far]],
        ["注：1.统计范围为年主营业务收入2000万元以上的企业。", "\u3000\u3000\u30002.2月份数据与1月份一起调查。"]),
}
os.makedirs(OUT, exist_ok=True)
for name, workbook in BOOKS.items():
    workbook.save(f"{OUT}/{name}.xlsx")
