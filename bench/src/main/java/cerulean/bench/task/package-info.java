/// What is timed: descriptions of work that make their own inputs and know the right answer, and
/// the doors through which Cerulean and its peers do it. Start with [cerulean.bench.task.Task].
@NullMarked
package cerulean.bench.task;

import org.jspecify.annotations.NullMarked;
