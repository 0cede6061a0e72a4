/// Spiking networks as work to be timed, and the simulators that do the same work.
@org.jspecify.annotations.NullMarked
package cerulean.bench.neuro;
