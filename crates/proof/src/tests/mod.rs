//! A value is planted in every place where one could hide, and has to be found; a file without it
//! must give no hit.

mod bytes;
mod docx;
mod fixture;
mod ofd;
mod pdf;
mod pdf_file;
mod pdf_text;
mod rules;
mod xlsx;
mod zipped;
