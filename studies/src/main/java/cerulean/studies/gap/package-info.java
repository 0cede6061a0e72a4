/// The stability-gap study (Rodriguez-Garcia et al., arXiv:2507.14056): a classifier is trained
/// jointly on a growing union of tasks and tested on the first task after every iteration.
///
/// [cerulean.studies.gap.Benchmark] makes a [cerulean.studies.gap.TaskStream],
/// [cerulean.studies.gap.Learner] is one network with its optimizer, [cerulean.studies.gap.Trial]
/// one run of one method with one seed, [cerulean.studies.gap.Experiment] all of them, and
/// [cerulean.studies.results.CurveMetrics] what is read off a curve.
@NullMarked
package cerulean.studies.gap;

import org.jspecify.annotations.NullMarked;
