/// Training loops: metrics, checkpoints, logs and a trainer.
module cerulean.training {
  requires transitive cerulean.data;
  requires transitive cerulean.nn;
  requires transitive cerulean.optim;
  requires static transitive org.jspecify;

  exports cerulean.training;
}
