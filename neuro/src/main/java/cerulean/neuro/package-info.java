/// Simulation of spiking networks, stepped in place over whole populations; nothing here builds a
/// graph for gradients.
///
/// Start reading at [cerulean.neuro.Simulation], which says what happens in a step. What it
/// advances are [cerulean.neuro.Population]s: a record of parameters, whose names carry units, and
/// arrays of state; spikes go through [cerulean.neuro.Projection]s to [cerulean.neuro.Port]s, which
/// hold the dynamics of synapses. Scheme, order of update and reset are part of a model's
/// description, because published spike times depend on them. Why it is built so: ADR 12.
@NullMarked
package cerulean.neuro;

import org.jspecify.annotations.NullMarked;
