/// A study's report as one self-contained HTML page.
///
/// The page needs nothing from outside: styles, charts and the small script that reads values off
/// the curves are all inside, so it can be mailed, archived and opened years later. Start reading
/// at [HtmlReport].
@NullMarked
package cerulean.studies.report;

import org.jspecify.annotations.NullMarked;
