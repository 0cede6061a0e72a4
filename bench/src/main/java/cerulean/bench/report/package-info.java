/// What is written down: rows of measured speeds as a table, as JSON and as the tables of README.
@NullMarked
package cerulean.bench.report;

import org.jspecify.annotations.NullMarked;
