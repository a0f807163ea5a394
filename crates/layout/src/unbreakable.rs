//! Strings that no line end divides: numbers with their units, document numbers, paired marks.

/// Units and signs that cling to the number before them, the longest first.
const UNITS: &[&str] = &[
    "个百分点",
    "个基点",
    "平方公里",
    "平方千米",
    "立方米",
    "百分点",
    "平方米",
    "百万元",
    "亿美元",
    "万美元",
    "千瓦时",
    "万平方米",
    "个工作日",
    "万户次",
    "万人次",
    "亿元",
    "万元",
    "千元",
    "百元",
    "美元",
    "公里",
    "公斤",
    "千克",
    "千米",
    "毫米",
    "厘米",
    "个月",
    "小时",
    "分钟",
    "万吨",
    "万户",
    "万人",
    "万家",
    "万亩",
    "人次",
    "户次",
    "家次",
    "周年",
    "季度",
    "月份",
    "年度",
    "号楼",
    "元",
    "角",
    "分",
    "年",
    "月",
    "日",
    "时",
    "期",
    "号",
    "家",
    "个",
    "户",
    "人",
    "项",
    "万",
    "亿",
    "倍",
    "次",
    "件",
    "条",
    "米",
    "吨",
    "亩",
    "岁",
    "天",
    "周",
    "名",
    "宗",
    "起",
    "处",
    "栋",
    "层",
    "套",
    "辆",
    "台",
    "份",
    "批",
    "种",
    "页",
    "％",
    "‰",
    "℃",
    "㎡",
    "％",
    "成",
    "位",
    "间",
    "所",
    "笔",
    "批次",
];

/// Marks every position before which no line may begin, because it is inside such a string.
pub(crate) fn glued(text: &[char]) -> Vec<bool> {
    let mut glued = vec![false; text.len()];
    let mut at = 0;
    while at < text.len() {
        let end = string_at(text, at);
        glued.iter_mut().take(end).skip(at + 1).for_each(|inside| *inside = true);
        at = end.max(at + 1);
    }
    glued
}

/// The end of the unbreakable string that begins at a position; the position itself if none does.
fn string_at(text: &[char], start: usize) -> usize {
    let at = |position: usize| text.get(position).copied().unwrap_or('\0');
    match at(start) {
        mark @ ('—' | '…') => start + text.iter().skip(start).take_while(|other| **other == mark).count(),
        '〔' => document_number(text, start).unwrap_or(start),
        '第' if at(start + 1).is_ascii_digit() => number(text, start + 1),
        '￥' | '¥' | '$' | '+' | '-' | '−' | '±' if at(start + 1).is_ascii_digit() => number(text, start + 1),
        digit if digit.is_ascii_digit() => number(text, start),
        _ => start,
    }
}

/// `〔2021〕5号`.
fn document_number(text: &[char], start: usize) -> Option<usize> {
    let close = text.iter().skip(start).take(8).position(|mark| *mark == '〕')? + start;
    let year = text.get(start + 1..close)?;
    let end = number(text, close + 1);
    (year.iter().all(char::is_ascii_digit) && end > close + 1).then_some(end)
}

/// A number with its sign or unit, and the next number where `—`, `～` or `-` leads on to it.
fn number(text: &[char], start: usize) -> usize {
    let digits = |from: usize| {
        let inner = |(offset, character): (usize, &char)| {
            let next_is_digit = text.get(from + offset + 1).is_some_and(char::is_ascii_digit);
            character.is_ascii_digit() || (matches!(character, '.' | ',' | ':' | '/') && next_is_digit)
        };
        from + text.iter().skip(from).enumerate().take_while(|&pair| inner(pair)).count()
    };
    let mut end = digits(start);
    if end == start {
        return start;
    }
    end = after_unit(text, end);
    let leads_on = matches!(text.get(end), Some('—' | '～' | '-' | '–'));
    if leads_on && text.get(end + 1).is_some_and(char::is_ascii_digit) {
        return number(text, end + 1);
    }
    end
}

fn after_unit(text: &[char], end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    if rest.first() == Some(&'%') {
        return end + 1;
    }
    let fits = |unit: &&&str| unit.chars().enumerate().all(|(place, character)| rest.get(place) == Some(&character));
    UNITS.iter().filter(fits).map(|unit| unit.chars().count()).max().map_or(end, |length| end + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hold_together() {
        let cases = [
            ("完成10.50亿元，", "完|成|10.50亿元|，"),
            ("下降3.92个百分点", "下|降|3.92个百分点"),
            ("占44%的", "占|44%|的"),
            ("〔2021〕5号文", "〔2021〕5号|文"),
            ("1—12月完成", "1—12月|完|成"),
            ("18%～25%", "18%～25%"),
            ("第5期简报", "第5期|简|报"),
            ("即——是", "即|——|是"),
            ("等……的", "等|……|的"),
            ("1,234.5万元", "1,234.5万元"),
        ];
        for (text, expected) in cases {
            let characters: Vec<char> = text.chars().collect();
            let glued = glued(&characters);
            let mut parts = String::new();
            for (place, character) in characters.iter().enumerate() {
                if place > 0 && !glued[place] {
                    parts.push('|');
                }
                parts.push(*character);
            }
            assert_eq!(parts, expected);
        }
    }
}
