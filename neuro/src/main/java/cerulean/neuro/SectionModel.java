package cerulean.neuro;

/// What one compartment of a [CellTree] is: an Izhikevich cell of 2007, a passive membrane or a
/// dendrite with calcium spikes.
public sealed interface SectionModel
    permits Izhikevich2007Parameters, PassiveParameters, DendriteParameters {}
