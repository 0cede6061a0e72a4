/// The layer-5 study (arXiv:2507.03222): dendritic drive and coupling set the gain of pyramidal
/// cells, SOM cells divide it, PV cells shift its threshold, bursts speed plasticity; then the
/// measured gain pulse drives an artificial network.
///
/// The paper's table, constants and figures were not to be had. Cells are those of the published
/// parent model of the same authors ([cerulean.neuro.Layer5Pyramidal]); protocols are
/// reconstructions and say so ([cerulean.studies.microcircuit.CellProtocol] and the other records).
/// Start reading at [cerulean.studies.microcircuit.MicrocircuitStudy].
@NullMarked
package cerulean.studies.microcircuit;

import org.jspecify.annotations.NullMarked;
