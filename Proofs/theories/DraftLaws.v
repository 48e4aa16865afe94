(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Laws of k drafts as tuples *)

From mathcomp Require Import all_ssreflect all_algebra.
From SpecHub Require Import Sums Distributions Couplings MinimumCut RecursiveRejection.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Token y is one of the drafts. *)
Definition drafted_tuple {V : eqType} {k : nat} (t : k.-tuple V) (y : V) : bool := y \in t.

Section Tuples.
Variables (R : realFieldType) (V : finType).

Lemma sum_tuple_cons n (F : n.+1.-tuple V -> R) :
  \sum_t F t = \sum_x \sum_(t : n.-tuple V) F [tuple of x :: t].
Proof.
rewrite pair_bigA /= (reindex (fun xt : V * n.-tuple V => [tuple of xt.1 :: xt.2])) //=.
exists (fun t => (thead t, [tuple of behead t])) => [[x t]|t] _ /=.
  by congr pair; apply: val_inj.
by rewrite [RHS]tuple_eta; apply: val_inj.
Qed.

Lemma sum_tuple0 (F : 0.-tuple V -> R) : \sum_t F t = F [tuple].
Proof.
rewrite (bigD1 [tuple]) //= big1 ?addr0 // => t /negP[].
by apply/eqP; apply: tuple0.
Qed.

Lemma sum_prod n (f : V -> R) : \sum_(t : n.-tuple V) \prod_(x <- t) f x = (\sum_x f x) ^+ n.
Proof.
elim: n => [|n IH]; first by rewrite sum_tuple0 big_nil expr0.
rewrite sum_tuple_cons exprS mulr_suml; apply: eq_bigr => x _.
by rewrite -IH mulr_sumr; apply: eq_bigr => t _; rewrite big_cons.
Qed.

Lemma meetsE k (t : k.-tuple V) (S : {set V}) :
  meets drafted_tuple t S = has (fun x => x \in S) t.
Proof.
by apply/existsP/hasP => [[y /andP[yS yt]]|[y yt yS]]; exists y => //; rewrite yS.
Qed.

End Tuples.

(** ** Independent drafts *)
Section Independent.
Variables (R : realFieldType) (V : finType) (q : V -> R) (k : nat).
Hypothesis q1 : distribution q.

Definition iid_law (t : k.-tuple V) : R := \prod_(x <- t) q x.

Theorem iid_law_distribution : distribution iid_law.
Proof.
split=> [t|]; last by rewrite /iid_law sum_prod q1.2 expr1n.
by rewrite /iid_law; apply: prodr_ge0 => x _; apply: q1.1.
Qed.

(** f(S) = 1 − (1 − q(S))ᵏ. *)
Theorem iid_reach (S : {set V}) :
  reach drafted_tuple iid_law S = 1 - (1 - \sum_(x in S) q x) ^+ k.
Proof.
have -> : 1 - \sum_(x in S) q x = \sum_x q x * (x \notin S)%:R.
  rewrite -[X in X - _]q1.2 (bigID (mem S)) /= addrAC subrr add0r big_mkcond.
  by apply: eq_bigr => x _ /=; case: (x \in S); rewrite /= ?mulr1 ?mulr0.
have -> : (\sum_x q x * (x \notin S)%:R) ^+ k =
    \sum_(t : k.-tuple V) iid_law t * (~~ has (fun x => x \in S) t)%:R.
  rewrite -sum_prod; apply: eq_bigr => t _; rewrite big_split /=; congr (_ * _).
  elim: (tval t) => [|x s IH]; first by rewrite big_nil.
  by rewrite big_cons IH /= negb_or; case: (x \in S); rewrite ?mul0r ?mul1r.
rewrite -[X in X - _]iid_law_distribution.2 -sumrB reachE; apply: eq_bigr => t _.
by rewrite meetsE; case: has; rewrite /= ?mulr1 ?mulr0 ?subr0 ?subrr.
Qed.

End Independent.

(** ** The drafts of any drafter *)
Section Path.
Variables (R : realFieldType) (V : finType) (drafter : seq V -> option (V -> R)).
Hypothesis drafter_lawful : lawful drafter.
Implicit Types (h t : seq V) (S : {set V}).

(** The probability that the drafts after h are t, if none of them were looked at. When the drafter
    stops the tuple is filled up with the last draft: the filler is never tested. *)
Fixpoint path_weight h t : R :=
  if t is x :: t' then
    if drafter h is Some q then q x * path_weight (rcons h x) t'
    else \prod_(y <- x :: t') (y == last x h)%:R
  else 1.

Definition path_law k (t : k.-tuple V) : R := path_weight [::] t.

Lemma path_weight_ge0 h t : 0 <= path_weight h t.
Proof.
elim: t h => [|x t IH] h /=; first exact: ler01.
case draws: (drafter h) => [q|]; first by rewrite mulr_ge0 ?(drafter_lawful draws).1.
by apply: prodr_ge0 => y _; apply: ler0n.
Qed.

Lemma sum_path_weight n h : isSome (drafter h) || (h != [::]) ->
  \sum_(t : n.-tuple V) path_weight h t = 1.
Proof.
elim: n h => [|n IH] h starts; first by rewrite sum_tuple0.
rewrite sum_tuple_cons /=; move: starts; case draws: (drafter h) => [q|] /=.
  move=> _; rewrite -[RHS](drafter_lawful draws).2; apply: eq_bigr => x _.
  by rewrite -mulr_sumr IH ?mulr1 // orbC -size_eq0 size_rcons.
case: h {draws} => // z h _ /=; under eq_bigr do under eq_bigr do rewrite big_cons.
under eq_bigr do rewrite -mulr_sumr sum_prod.
by rewrite -mulr_suml -exprS -(eq_bigr _ (fun y _ => mul1r _)) sum_delta expr1n.
Qed.

Theorem path_law_distribution k : isSome (drafter [::]) -> distribution (@path_law k).
Proof.
by move=> starts; split=> [t|]; [apply: path_weight_ge0 | rewrite sum_path_weight ?starts].
Qed.

(** What a rule accepts in S comes from tuples that meet S. *)
Lemma recursive_accepted_le_reach n h p S : (forall y, 0 <= p y) ->
  \sum_(y in S) recursive_accepted drafter n h p y <=
  \sum_(t : n.-tuple V) path_weight h t * (has (fun x => x \in S) t)%:R.
Proof.
elim: n h p => [|n IH] h p p_ge0 /=.
  by rewrite big1 // sumr_ge0 // => t _; rewrite mulr_ge0 ?path_weight_ge0 ?ler0n.
case draws: (drafter h) => [q|]; last first.
  by rewrite big1 // sumr_ge0 // => t _; rewrite mulr_ge0 ?path_weight_ge0 ?ler0n.
have [q_ge0 _] := drafter_lawful draws.
rewrite exchange_big sum_tuple_cons /=; apply: ler_sum => x _.
rewrite draws -mulr_sumr; under [X in _ <= X]eq_bigr do rewrite -mulrA.
rewrite -mulr_sumr ler_wpmul2l // big_split /= -!mulr_sumr.
have residual_ge0 y : 0 <= residual p q y.
  by rewrite divr_ge0 ?pos_ge0 ?total_variation_ge0.
have {IH} := IH (rcons h x) (residual p q) residual_ge0.
have sum1 : \sum_(t : n.-tuple V) path_weight (rcons h x) t = 1.
  by rewrite sum_path_weight // orbC -size_eq0 size_rcons.
set A := \sum_(y in S) recursive_accepted _ _ _ _ _.
have test01 : 0 <= 1 - test p q x by rewrite subr_ge0 test_le1.
case: (boolP (x \in S)) => xS A_le.
  rewrite (bigD1 x) //= eqxx big1 => [|y /andP[_ /negPf]]; last by rewrite eq_sym => ->.
  rewrite addr0 mulr1; under [X in _ <= X]eq_bigr do rewrite mulr1.
  rewrite sum1 -ler_subr_addl ler_pimulr // (le_trans A_le) // -[X in _ <= X]sum1.
  by apply: ler_sum => t _; rewrite ler_pimulr ?path_weight_ge0 ?lern1 ?leq_b1.
rewrite big1 => [|y yS]; last by case: eqVneq => // xy; rewrite xy yS in xS.
rewrite mulr0 add0r; apply: le_trans A_le; rewrite ler_pimull //.
  by apply: sumr_ge0 => y _; apply: recursive_accepted_ge0.
by rewrite ger_addl oppr_le0 test_ge0.
Qed.

(** ** (J) Recursive rejection never exceeds the optimum of its own draft law: some feasible plan
    accepts of every token just what the rule does. *)
Theorem recursive_rejection_below_otm k p : distribution p ->
  exists2 plan, feasible drafted_tuple (@path_law k) p plan &
    forall y, accepted plan y = recursive_accepted drafter k [::] p y.
Proof.
move=> p1; apply/accept_vectors => [t|y|].
- exact: path_weight_ge0.
- by apply: recursive_accepted_ge0 p1.1.
split=> [y|S]; first exact: recursive_accepted_le.
apply: le_trans (recursive_accepted_le_reach k [::] S p1.1) _.
by rewrite reachE; apply: ler_sum => t _; rewrite meetsE.
Qed.

End Path.

Section Schemes.
Variables (R : realFieldType) (V : finType) (p q : V -> R) (k : nat).
Hypotheses (p1 : distribution p) (q1 : distribution q).

Lemma with_replacement_law (t : k.-tuple V) :
  path_law (with_replacement q) t = iid_law q t.
Proof.
rewrite /path_law /iid_law; elim: (tval t) [::] => [|x s IH] h /=; first by rewrite big_nil.
by rewrite big_cons IH.
Qed.

Definition wor_law : k.-tuple V -> R := @path_law R V (without_replacement q) k.

Theorem wor_law_distribution : distribution wor_law.
Proof.
apply: path_law_distribution; first exact: without_replacement_lawful.
rewrite /without_replacement /mass_left.
by rewrite (eq_bigl xpredT) // q1.2 oner_eq0.
Qed.

Theorem rrs_below_otm v : greatest_total drafted_tuple (@iid_law R V q k) p v ->
  recursive_acceptance (with_replacement q) k [::] p <= v.
Proof.
move=> [_ best].
have [plan ok planE] := recursive_rejection_below_otm (with_replacement_lawful q1) k p1.
rewrite /recursive_acceptance; under eq_bigr do rewrite -planE.
rewrite -total_accepted; apply: best; case: ok => ge0 zero supply demand.
by split=> // t; rewrite -with_replacement_law.
Qed.

Theorem rrsw_below_otm v : greatest_total drafted_tuple wor_law p v ->
  recursive_acceptance (without_replacement q) k [::] p <= v.
Proof.
move=> [_ best].
have [plan ok planE] := recursive_rejection_below_otm (without_replacement_lawful q1) k p1.
rewrite /recursive_acceptance; under eq_bigr do rewrite -planE.
by rewrite -total_accepted; apply: best.
Qed.

End Schemes.
