//! What must not change the records: the order of columns, known other labels, another unit with
//! its values, notes and blank rows. Tables are made at random, from a fixed beginning.

use super::{ledger, lines, problems, reading, xlsx};

const COLUMNS: &str = "[columns.name]\nlabels = [\"企业名称\", \"单位名称\"]\n[columns.day]\nlabels = [\"入库日期\", \"日期\"]\ntype = \"date\"\n[columns.paid]\nlabels = [\"税额\", \"入库税收\"]\ntype = \"money\"\nunit = \"元\"\n[columns.count]\nlabels = [\"户数\", \"家数\"]\ntype = \"integer\"";
const LABELS: [[&str; 2]; 4] = [["企业名称", "单位名称"], ["入库日期", "日期"], ["税额", "入库税收"], ["户数", "家数"]];

/// A sequence that looks random and is the same in every run (Knuth's MMIX constants).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

struct Table {
    /// Name, day, cents, count.
    rows: Vec<(String, String, i64, usize)>,
}

impl Table {
    fn new(random: &mut Random) -> Table {
        let days = ["d44196", "2020.12.31", "2020年12月31日", "20201231", "2020-12-31"];
        let row = |number: usize, random: &mut Random| {
            let day = days[random.below(days.len())].to_owned();
            // Whole hundreds of 元 are exact in 万元 as well.
            (format!("第{number}公司"), day, random.below(1_000_000) as i64 * 10_000, random.below(50))
        };
        Table { rows: (0..3 + random.below(10)).map(|number| row(number, random)).collect() }
    }

    fn text(&self, order: &[usize], labels: &[&str], wan: bool, random: Option<&mut Random>) -> String {
        let mut out = if wan { "税收情况表\n|||单位：万元\n".to_owned() } else { String::new() };
        let line = |cells: [String; 4]| order.iter().map(|at| cells[*at].clone()).collect::<Vec<_>>().join("|") + "\n";
        out += &line(std::array::from_fn(|at| labels[at].to_owned()));
        let mut random = random;
        for (name, day, cents, count) in &self.rows {
            if let Some(random) = &mut random
                && random.below(3) == 0
            {
                out += "\n";
            }
            let worth = if wan { 1_000_000 } else { 100 };
            let amount = format!("{}.{:04}", cents / worth, cents % worth * 10_000 / worth);
            out += &line([name.clone(), day.clone(), amount, count.to_string()]);
        }
        if random.is_some() {
            out += "注：本表按入库口径统计。\n制表人：张三||审核人：李四\n";
        }
        out
    }
}

/// The values of the records without their rows, which blank rows move.
fn values(text: &str) -> (Vec<String>, Vec<String>) {
    let ledger = ledger(COLUMNS);
    let reading = reading(&ledger, "试验.xlsx", &xlsx(text));
    let values = lines(&ledger, &reading).into_iter().map(|line| line.split_once(' ').unwrap_or_default().1.to_owned());
    (values.collect(), problems(&reading))
}

#[test]
fn what_says_the_same_is_read_the_same() {
    let mut random = Random(7);
    let first: Vec<&str> = LABELS.iter().map(|labels| labels[0]).collect();
    for _ in 0..40 {
        let table = Table::new(&mut random);
        let plain = values(&table.text(&[0, 1, 2, 3], &first, false, None));
        assert_eq!((plain.0.len(), plain.1.len()), (table.rows.len(), 0), "{plain:?}");
        let mut order = [0, 1, 2, 3];
        for at in (1..4).rev() {
            order.swap(at, random.below(at + 1));
        }
        assert_eq!(values(&table.text(&order, &first, false, None)), plain, "order {order:?}");
        let labels: Vec<&str> = LABELS.iter().map(|labels| labels[random.below(2)]).collect();
        assert_eq!(values(&table.text(&[0, 1, 2, 3], &labels, false, None)), plain, "{labels:?}");
        assert_eq!(values(&table.text(&order, &first, true, None)), plain, "in 万元");
        assert_eq!(values(&table.text(&[0, 1, 2, 3], &first, false, Some(&mut random))), plain, "notes and blanks");
    }
}
