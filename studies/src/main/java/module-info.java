/// The papers' experiments and the `cerulean` command.
module cerulean.studies {
  requires cerulean.neuro;
  requires cerulean.data;
  requires info.picocli;
  requires com.fasterxml.jackson.databind;
}
