package cerulean.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.networks.FiringPattern;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The 20 panels of figure 1 of Izhikevich (2004) in one population. Their spike times are a
/// section of the conformance sheet.
@Tag("once")
class IzhikevichPatternsTest {

  @Test
  void thereAreTwentyPanels() {
    assertEquals(20, FiringPattern.panels2004().size());
  }

  @Test
  void populationIsEqualToOneNeuronAtATime() {
    List<FiringPattern> panels = FiringPattern.panels2004();
    int size = panels.size();
    IzhikevichPopulation population =
        IzhikevichPopulation.of(panels.stream().map(FiringPattern::cell).toList());
    List<IzhikevichPopulation> alone = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      population.setState(i, panels.get(i).startMv(), panels.get(i).startRecovery());
      IzhikevichPopulation one = IzhikevichPopulation.of(1, panels.get(i).cell());
      one.setState(0, panels.get(i).startMv(), panels.get(i).startRecovery());
      alone.add(one);
    }
    double[] inputs = new double[size];
    int[] fired = new int[size];
    int spikes = 0;
    for (int step = 0; step < 1000; step++) {
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        inputs[i] = panels.get(i).current().applyAsDouble(step * 0.25);
        if (alone.get(i).step(0.25, new double[] {inputs[i]}, new int[1]) > 0) {
          expected.add(i);
        }
      }
      int count = population.step(0.25, inputs, fired);
      List<Integer> actual = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        actual.add(fired[i]);
      }
      assertEquals(expected, actual);
      spikes += count;
      for (int i = 0; i < size; i++) {
        assertEquals(alone.get(i).voltageMv(0), population.voltageMv(i));
        assertEquals(alone.get(i).recovery(0), population.recovery(i));
      }
    }
    assertTrue(spikes > 50, "the comparison is of cells that fire");
  }
}
