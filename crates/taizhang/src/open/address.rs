//! The addresses of the page's views.

use model::Month;
use std::fmt::Display;

/// Makes addresses below the secret token.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    base: String,
    month: Month,
}

impl Addresses {
    /// The addresses of a month; `base` ends without a slash.
    pub(crate) fn new(base: &str, month: Month) -> Addresses {
        Addresses { base: base.to_owned(), month }
    }

    /// Something that is of no month: an asset, the events.
    pub(crate) fn common(&self, path: &str) -> String {
        format!("{}/{path}", self.base)
    }

    /// A view of the month.
    pub(crate) fn view(&self, path: &str) -> String {
        format!("{}/{}/{path}", self.base, self.month)
    }

    /// A view of the month with what is asked for.
    pub(crate) fn ask(&self, path: &str, pairs: &[(&str, &dyn Display)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in pairs {
            query.append_pair(name, &value.to_string());
        }
        format!("{}?{}", self.view(path), query.finish())
    }

    /// The same view of another month.
    pub(crate) fn of(&self, month: Month) -> Addresses {
        Addresses { base: self.base.clone(), month }
    }

    /// The month that they are of.
    pub(crate) fn month(&self) -> Month {
        self.month
    }
}
