import module cerulean.training;

/// A small transformer learns to write words backwards: it reads lines such as `fbdac>cadbf` and learns
/// which character comes next. What stands before `>` is chance, what stands behind is not: there it
/// has to look back at the right place, which is what attention is for, and can be right every time,
/// also for words it has never read.
///
///     java -p studies/target/modules --add-modules cerulean.training docs/examples/CharacterTransformer.java
void main() throws IOException {
  var text = CharacterText.of(lines(4_000, Philox.of(1)));
  var network = CharacterModel.of(text.alphabetSize(), LINE, 32, Philox.of(2));

  // A window is a line and the first character of the next one.
  var loader = DataLoader.of(text.windows(LINE, LINE), 50).shuffled(3);
  int epochs = 3;
  var adam = Adam.of(network.parameters(), Adam.Config.withLr(0.005));
  long steps = (long) epochs * loader.batches();
  var outcome = Trainer.of(network, adam, CharacterModel::loss)
      .clippingNorm(1)
      .scheduling(Scheduler.of(adam, Schedule.warmUp(20, Schedule.cosine(steps, 0))))
      .showing(System.err, System.console() != null)
      .run(loader, epochs);

  int right = 0;
  var random = Philox.of(99);
  for (int i = 0; i < 100; i++) {
    var line = lines(1, random);
    var asked = line.substring(0, WORD + 1);
    var answer = complete(network, text, asked);
    right += line.startsWith(asked + answer) ? 1 : 0;
    if (i < 3) IO.println(asked + answer);
  }
  IO.println("%d of 100 words right; loss %.3f nats per character after %d steps, chance has %.3f"
      .formatted(right, outcome.loss(), outcome.steps(), WORD * Math.log(LETTERS) / LINE));
}

static final int LETTERS = 8;
static final int WORD = 5;

/// Characters of a line: a word, `>`, the word backwards, and the line's end.
static final int LINE = 2 * WORD + 2;

String lines(int count, Philox random) {
  var text = new StringBuilder();
  for (int i = 0; i < count; i++) {
    var word = new StringBuilder();
    for (int k = 0; k < WORD; k++) {
      word.append((char) ('a' + random.nextInt(LETTERS)));
    }
    text.append(word).append('>').append(word.reverse()).append('\n');
  }
  return text.toString();
}

/// Embeddings of characters and places, two layers of attention that looks back only, and a score for
/// each character: `[batch, steps]` to `[batch, steps, characters]`.
record CharacterModel(
    Embedding characters, Embedding places, List<TransformerEncoderLayer> layers, LayerNorm norm, Linear head)
    implements Layer {

  static CharacterModel of(int alphabet, int steps, int size, Philox random) {
    return new CharacterModel(
        Embedding.of(alphabet, size, random),
        Embedding.of(steps, size, random),
        List.of(
            TransformerEncoderLayer.preNorm(size, 4, 2 * size, new Gelu(), random),
            TransformerEncoderLayer.preNorm(size, 4, 2 * size, new Gelu(), random)),
        LayerNorm.of(size),
        Linear.of(size, alphabet, random));
  }

  @Override
  public Variable forward(Variable text) {
    int steps = text.shape().dim(1);
    var x = characters.forward(text).add(places.forward(Variable.constant(Tensor.arange(steps))));
    for (var layer : layers) {
      x = layer.forward(x, AttentionMask.CAUSAL);
    }
    return head.forward(norm.forward(x));
  }

  @Override
  public Map<String, Layer> children() {
    var children = new LinkedHashMap<String, Layer>();
    children.put("characters", characters);
    children.put("places", places);
    children.put("layers", Sequential.of(layers.toArray(Layer[]::new)));
    children.put("norm", norm);
    children.put("head", head);
    return children;
  }

  /// The mean over all characters of all examples.
  static Variable loss(Variable scores, Tensor next) {
    return Losses.crossEntropy(scores.flatten(0, 1), next.flatten());
  }
}

/// What the network takes for the likeliest characters after `asked`, one after the other.
String complete(Layer network, CharacterText text, String asked) {
  network.train(false);
  var answer = new StringBuilder();
  while (answer.length() < WORD) {
    var read = text.encode(asked + answer).unsqueeze(0);
    var scores = NoGrad.call(() -> network.forward(Variable.constant(read)).value());
    answer.append(text.decode((int) scores.select(0, 0).select(0, -1).argmax(0).itemLong()));
  }
  return answer.toString();
}
