/// What a study prints while it runs and when it is done: a progress line and a table.
@NullMarked
package cerulean.studies.console;

import org.jspecify.annotations.NullMarked;
