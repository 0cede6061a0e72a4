/// Published ways to keep what was learned while new tasks are learned: what replay and gain
/// modulation are compared with.
///
/// [cerulean.studies.continual.Safeguard] is the contract: a training loop asks at four places.
@NullMarked
package cerulean.studies.continual;

import org.jspecify.annotations.NullMarked;
