/// The set-shifting Go/No-Go task of arXiv:2501.06762: dopamine that learns, noradrenaline that
/// unlocks.
///
/// The paper describes its case study without equations or numbers, so both levels are
/// reconstructions: a rate level that is checked against an independent prototype, and a spiking
/// level on `cerulean.neuro` that is not checked against anything. The same task
/// ([cerulean.studies.gonogo.SetShift]) and the same detector of change
/// ([cerulean.studies.gonogo.ChangeDetector]) serve both. Start reading at `RateRun`, then
/// `SpikingNetwork`.
@NullMarked
package cerulean.studies.gonogo;

import org.jspecify.annotations.NullMarked;
