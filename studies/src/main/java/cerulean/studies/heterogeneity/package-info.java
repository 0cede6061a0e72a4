/// `cerulean heterogeneity`: spiking networks of equal and of different cells, with and without
/// noradrenaline that acts by cell class, on a task of intervals and on a stream of digits.
///
/// The body of the paper (arXiv:2407.04525) could not be read: the cell and what noradrenaline does
/// to it are from its group's tutorial, tasks, networks and protocol are ours, and the report says
/// so of each number. Start reading at [cerulean.studies.heterogeneity.HeterogeneityStudy].
@NullMarked
package cerulean.studies.heterogeneity;

import org.jspecify.annotations.NullMarked;
