package cerulean.studies.heterogeneity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cerulean.neuro.AdaptiveLifParameters;
import cerulean.neuro.CellValues;
import cerulean.neuro.spiking.SpikingLayer;
import cerulean.tensor.Philox;
import cerulean.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Cells, their spread, and what noradrenaline does to which of them.
@Tag("once")
class CellPlanTest {

  private static final CellPlan PLAN = CellPlan.USUAL.withCells(8, 2);

  private static SpikingLayer layer(Condition condition) {
    return PLAN.layer(condition, 5, Philox.of(1));
  }

  private static double[] values(SpikingLayer layer, String name) {
    return layer.value(name).expand(PLAN.cells()).toDoubleArray();
  }

  /// Standard errors of mean and spread at 20,000 draws are below 0.5 % and 1 %; draws cut off at
  /// ten times the mean are fewer than one in a thousand.
  @Test
  void lawsKeepTheMeanAndHaveTheSpread() {
    for (Law law : Law.values()) {
      CellValues values = law.of(20, 0.58);
      double[] drawn = values.draw("tauMs", 20_000, 1);
      double mean = Arrays.stream(drawn).average().orElseThrow();
      double square =
          Arrays.stream(drawn).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
      assertEquals(20, mean, 0.4, law.name());
      assertEquals(0.58, Math.sqrt(square) / mean, 0.03, law.name());
      assertArrayEquals(new double[] {20, 20}, law.of(20, 0).draw("tauMs", 2, 1));
    }
  }

  @Test
  void theEqualPyramidalCellIsTheTutorials() {
    SpikingLayer layer = layer(Condition.EQUAL);
    AdaptiveLifParameters tutorial = AdaptiveLifParameters.noradrenaline(0);
    double unit = tutorial.membrane().capacitancePf() / CellPlan.CAPACITANCE;
    assertEquals(tutorial.membrane().tauMs(), values(layer, "tauMs")[0]);
    assertEquals(tutorial.membrane().restMv(), values(layer, "restMv")[0]);
    assertEquals(tutorial.membrane().thresholdMv(), values(layer, "thresholdMv")[0]);
    assertEquals(tutorial.membrane().resetMv(), values(layer, "resetMv")[0]);
    assertEquals(tutorial.adaptationMs(), values(layer, "adaptationMs")[0]);
    assertEquals(tutorial.jumpPa(), values(layer, "jumpPa")[0] * unit, 1e-9);
    assertEquals(0, values(layer, "jumpPa")[9]);
    assertEquals(10, values(layer, "tauMs")[9]);
  }

  @Test
  void noradrenalineActsOnPyramidalCellsByTheTutorialsMap() {
    SpikingLayer layer = layer(Condition.DIFFERENT);
    for (double level : new double[] {0.3, 1}) {
      AdaptiveLifParameters aroused = AdaptiveLifParameters.noradrenaline(level);
      AdaptiveLifParameters calm = AdaptiveLifParameters.noradrenaline(0);
      double lost = aroused.jumpPa() / calm.jumpPa();
      double lower = aroused.membrane().thresholdMv() - calm.membrane().thresholdMv();
      SpikingLayer specific = PLAN.modulated(layer, Modulation.EXCITATORY, level);
      SpikingLayer all = PLAN.modulated(layer, Modulation.ALL, level);
      for (int i = 0; i < PLAN.cells(); i++) {
        boolean reached = i < PLAN.pyramidal();
        double gain = reached ? aroused.gain() : 1;
        assertEquals(gain, values(specific, "gain")[i], 1e-12);
        assertEquals(aroused.gain(), values(all, "gain")[i], 1e-12);
        double jump = values(layer, "jumpPa")[i];
        assertEquals(jump * lost, values(specific, "jumpPa")[i], 1e-12);
        double threshold = values(layer, "thresholdMv")[i];
        assertEquals(threshold + (reached ? lower : 0), values(specific, "thresholdMv")[i], 1e-12);
        assertEquals(threshold + lower, values(all, "thresholdMv")[i], 1e-12);
        assertEquals(values(layer, "tauMs")[i], values(specific, "tauMs")[i]);
      }
    }
  }

  @Test
  void levelZeroChangesNoBitAndWhereItReachesNobodyNothingIsChanged() {
    SpikingLayer layer = layer(Condition.DIFFERENT);
    assertEquals(layer, PLAN.modulated(layer, Modulation.NONE, 1));
    SpikingLayer zero = PLAN.modulated(layer, Modulation.ALL, 0);
    for (String name : layer.parameterNames()) {
      assertArrayEquals(values(layer, name), values(zero, name), name);
    }
    IntervalTask task = IntervalTask.USUAL;
    Tensor spikes = task.draw(4, Philox.of(2)).spikes();
    SpikingNetwork network = new SpikingNetwork(PLAN, Condition.DIFFERENT, task.fibres(), 5, 3);
    assertArrayEquals(
        network.forward(spikes, Modulation.NONE, 0.7).voltages().value().toArray(),
        network.forward(spikes, Modulation.EXCITATORY, 0).voltages().value().toArray());
  }

  @Test
  void noradrenalineSteepensTheTutorialsCellAndWeakensItsAdaptation() {
    TutorialCell cell = TutorialCell.measure();
    for (int k = 1; k < TutorialCell.LEVELS.size(); k++) {
      assertTrue(cell.slopes().get(k) > cell.slopes().get(k - 1), "slopes " + cell.slopes());
      assertTrue(
          cell.lengthenings().get(k) < cell.lengthenings().get(k - 1),
          "lengthenings " + cell.lengthenings());
    }
  }

  @Test
  void learnedTimeConstantsAreParametersAndOthersAreNot() {
    int fixed = layer(Condition.DIFFERENT).parameters().size();
    assertEquals(fixed + 2, layer(Condition.DIFFERENT_LEARNED).parameters().size());
  }

  @Test
  void aPlanNeedsCellsOfBothClasses() {
    IllegalArgumentException wrong =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalArgumentException.class, () -> CellPlan.USUAL.withCells(3, 0));
    assertEquals(
        "cells: there must be at least one of each class; got 3 and 0", wrong.getMessage());
  }

  @Test
  void theSecondVolleyBeginsWhereReadingBeginsAndTheFirstAtItsInterval() {
    IntervalTask loud = new IntervalTask(4, java.util.List.of(5, 20), 0, 2, 1, 0, 6);
    IntervalTask.Trials trials = loud.draw(8, Philox.of(1));
    for (int b = 0; b < 8; b++) {
      int second = loud.steps() - 6;
      int first = second - loud.intervals().get((int) trials.labels().getLong(b));
      for (int t = 0; t < loud.steps(); t++) {
        boolean one = t >= first && t < first + 2;
        boolean two = t >= second && t < second + 2;
        assertEquals(one ? 1 : 0, trials.spikes().get(t, b, 0));
        assertEquals(two ? 1 : 0, trials.spikes().get(t, b, 3));
      }
    }
  }
}
