package cerulean.conformance;
final class TvDump { public static void main(String[] a){ 
 for (var t : new cerulean.tensor.DType[]{cerulean.tensor.DType.F32, cerulean.tensor.DType.F64}) NumpyUlp.tallies(t).forEach((n,y)->System.err.println("ULP "+t+" "+n+" "+y.rows()+" "+y.largest()+" "+(y.beyond().size()>3?y.beyond().size()+""+y.beyond().subList(0,3):y.beyond())));
 int n=0; for (var r: ArrayApiSpecialCases.results()){ n++; if (r.outcome()!=Outcome.PASS) System.err.println("SPV "+r); } System.err.println("SPV rows "+n);
var v=new TorchVectors(); for (var c: v.cases()){ var r=v.result(c); System.out.println(r.outcome()+"|"+c.name()+"|"+c.op()+"|"+r.reason()); } } }
