/// What every study does around its experiment: options for where to and how many threads, a folder
/// that is there whole or not at all, results, page, and a record from which `cerulean rerun` gets
/// the same numbers.
///
/// Start reading at [cerulean.studies.run.StudyRun].
@NullMarked
package cerulean.studies.run;

import org.jspecify.annotations.NullMarked;
