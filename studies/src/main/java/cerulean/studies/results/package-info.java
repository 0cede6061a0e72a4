/// What a study leaves behind: the folder, the results document, the curves.
///
/// Invariants: a folder under its final name is complete ([RunFolder]); a file under its final name
/// is complete (`AtomicFile`); every number is written so that it reads back bit for bit. Start
/// reading at [RunFolder] and [ResultsDocument].
@NullMarked
package cerulean.studies.results;

import org.jspecify.annotations.NullMarked;
