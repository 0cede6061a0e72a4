/// What stands around a training loop: measures, early stopping, checkpoints, logs, and a trainer
/// for those who do not want to write the loop.
///
/// Everything here works with a loop of ten lines written by hand; [cerulean.training.Trainer] is
/// such a loop and nothing more. What a run needs to go on after it was killed is a
/// [cerulean.training.RunState]; [cerulean.training.Checkpoints] keeps it in files. Start with
/// [cerulean.training.Trainer].
@NullMarked
package cerulean.training;

import org.jspecify.annotations.NullMarked;
