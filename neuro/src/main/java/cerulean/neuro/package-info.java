/// Neuron models, stepped in place over whole populations.
///
/// A model is a record of parameters, whose names carry units, and a population that holds the
/// state of many cells as one array per quantity. A step takes the time step and one input per
/// cell, advances every cell and says which of them fired; nothing here builds a graph for
/// gradients. Scheme, order of update and reset are part of a model's description, because
/// published spike times depend on them. Start reading at [cerulean.neuro.IzhikevichPopulation].
@NullMarked
package cerulean.neuro;

import org.jspecify.annotations.NullMarked;
