(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Claims that look right and are false, each refuted by a small exact instance *)

From mathcomp Require Import all_ssreflect all_algebra.
From SpecHub Require Import Sums Distributions Couplings MinimumCut SpecHubPlan RecursiveRejection
  DraftLaws Dominance.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** The law on tokens 0 … n−1 with the given weights over their total. *)
Definition law_of n (total : nat) (weights : seq nat) (x : 'I_n) : rat :=
  (nth 0%N weights x)%:R / total%:R.

Ltac expand := rewrite ?big_ord_recl ?big_ord0.
Ltac decide_rat := apply/eqP; vm_compute; reflexivity.

Lemma law_of_distribution n total weights :
  (\sum_(x < n) nth 0%N weights x == total)%N -> total != 0%N ->
  distribution (@law_of n total weights).
Proof.
move=> /eqP sumE total_neq0; split=> [x|]; first by rewrite divr_ge0 ?ler0n.
by rewrite -mulr_suml -natr_sum sumE divff // pnatr_eq0.
Qed.

Notation token n k := (@Ordinal n k isT).

Ltac distributed := apply: law_of_distribution => //; expand; reflexivity.

(** ** The most probable token is the best hub: false *)
Theorem argmax_hub_not_best : exists (p q : 'I_3 -> rat) (a b : 'I_3),
  [/\ distribution p, distribution q, forall x, q x <= q a
    & spechub_acceptance a p q < spechub_acceptance b p q].
Proof.
exists (law_of 4 [:: 0; 3; 1]%N), (law_of 4 [:: 1; 1; 2]%N), (token 3 2), (token 3 1).
split; [distributed | distributed | by case=> -[|[|[|]]] |].
by rewrite /spechub_acceptance; expand; vm_compute.
Qed.

(** ** SpecHub, with the most probable token as hub, is never below RRS: false *)
Theorem spechub_not_above_rrs : exists (p q : 'I_3 -> rat) (a : 'I_3),
  [/\ distribution p, distribution q, forall x, q x <= q a
    & spechub_acceptance a p q < recursive_acceptance (with_replacement q) 2 [::] p].
Proof.
exists (law_of 1 [:: 0; 0; 1]%N), (law_of 3 [:: 1; 1; 1]%N), (token 3 0).
have p1 : distribution (@law_of 3 1 [:: 0; 0; 1]%N) by distributed.
have q1 : distribution (@law_of 3 3 [:: 1; 1; 1]%N) by distributed.
split=> //; first by case=> -[|[|[|]]].
rewrite rrs_acceptanceE // /spechub_acceptance /threshold /= /next /excess; expand.
by vm_compute.
Qed.

(** ** A second draft that repeats the rejected first one may be skipped: false *)
Section DuplicateSkipping.
Variables (R : realFieldType) (V : finType).

(** RRS with two drafts that passes over a repeated draft without updating its target. *)
Definition skipping_output (p q : V -> R) (y : V) : R :=
  let r := residual p q in
  \sum_x q x * (test p q x * (x == y)%:R + (1 - test p q x) *
    \sum_z q z * (if z == x then r y
      else test r q z * (z == y)%:R + (1 - test r q z) * residual r q y)).

End DuplicateSkipping.

Theorem duplicate_skipping_not_lossless : exists (p q : 'I_3 -> rat) (y : 'I_3),
  [/\ distribution p, distribution q & skipping_output p q y != p y].
Proof.
exists (law_of 3 [:: 0; 2; 1]%N), (law_of 4 [:: 2; 1; 1]%N), (token 3 1).
split; [distributed | distributed |].
rewrite /skipping_output /residual /total_variation; expand.
by vm_compute.
Qed.

(** ** Block verification accepts no more than token verification: false from two drafts on *)
Section TwoTokens.
Variables (R : realFieldType) (V : finType).

(** One path of two drafts: first laws p, q, then, after token x, laws p' x and q' x. The expected
    number of accepted drafts, testing each token by itself, and by blocks: the prefix x₁…x_i is
    accepted with mass m(x₁…x_i) = min(m(x₁…x_{i−1})·p(x_i|…), q(x₁…x_i)). *)
Definition token_length (p q : V -> R) (p' q' : V -> V -> R) : R :=
  \sum_x Num.min (p x) (q x) * (1 + \sum_z Num.min (p' x z) (q' x z)).

Definition block_mass (p q : V -> R) x : R := Num.min (p x) (q x).
Definition block_length (p q : V -> R) (p' q' : V -> V -> R) : R :=
  \sum_x (block_mass p q x + \sum_z Num.min (block_mass p q x * p' x z) (q x * q' x z)).

(** Blocks are never worse … *)
Theorem block_above_token p q p' q' :
  (forall x, 0 <= p x) -> (forall x, 0 <= q x) -> (forall x z, 0 <= q' x z) ->
  token_length p q p' q' <= block_length p q p' q'.
Proof.
move=> p_ge0 q_ge0 q'_ge0; apply: ler_sum => x _.
have m_ge0 : 0 <= Num.min (p x) (q x) by rewrite min_ge0.
rewrite mulrDr mulr1 ler_add2l mulr_sumr; apply: ler_sum => z _.
rewrite le_minr ler_wpmul2l ?min_le_l //=.
by rewrite (le_trans (ler_wpmul2l m_ge0 (min_le_r _ _))) // ler_wpmul2r ?min_le_r.
Qed.

End TwoTokens.

(** … and here they are better. *)
Theorem block_is_not_token : exists (p q : 'I_2 -> rat) (p' q' : 'I_2 -> 'I_2 -> rat),
  [/\ distribution p, distribution q,
      forall x, distribution (p' x) /\ distribution (q' x)
    & token_length p q p' q' < block_length p q p' q'].
Proof.
exists (law_of 2 [:: 1; 1]%N), (law_of 1 [:: 1; 0]%N).
exists (fun=> law_of 1 [:: 1; 0]%N), (fun=> law_of 2 [:: 1; 1]%N).
split; [distributed | distributed | by split; distributed |].
by rewrite /token_length /block_length; expand; vm_compute.
Qed.

(** ** p(H) + Q(no draft in H) bounds the acceptance: false *)
Theorem tempting_cut_is_no_bound : exists (Q : 'I_2 * 'I_2 -> rat) (p : 'I_2 -> rat) (H : {set 'I_2}),
  [/\ distribution Q, distribution p
    & exists2 plan, feasible drafted_pair Q p plan &
      \sum_(y in H) p y + \sum_(t | ~~ meets drafted_pair t H) Q t < total plan].
Proof.
pose pair : 'I_2 * 'I_2 := (token 2 0, token 2 1).
exists (fun t => (t == pair)%:R), (fun y => (y == token 2 1)%:R), [set token 2 0].
have sum1 (T : finType) (t : T) : \sum_z (z == t)%:R = 1 :> rat.
  by rewrite (bigD1 t) //= eqxx big1 ?addr0 // => z /negPf ->.
have point1 (T : finType) (t : T) : distribution (fun z => (z == t)%:R : rat).
  by split=> [z|]; rewrite ?ler0n ?sum1.
split; [exact: point1 | exact: point1 |].
pose plan t y : rat := (t == pair)%:R * (y == token 2 1)%:R.
exists plan.
  split=> [t y|t y|t|y]; rewrite /plan.
  - by rewrite mulr_ge0 ?ler0n.
  - by case: eqP => [->|_]; case: eqP => [->|_]; rewrite ?mulr0 ?mul0r.
  - by rewrite -mulr_sumr sum1 mulr1.
  by rewrite -mulr_suml sum1 mul1r.
have -> : total plan = 1.
  by rewrite /total; under eq_bigr do rewrite -mulr_sumr sum1 mulr1; rewrite sum1.
rewrite big_set1 big1 ?addr0 // => t; case: eqP => // -> /negP[].
by apply/existsP; exists (token 2 0); rewrite inE.
Qed.

(** ** "The emitted token was drafted" is as frequent as the total of the plan: false, unless optimal *)
Theorem overlap_exceeds_total : exists (Q p : 'I_2 -> rat) (plan : 'I_2 -> 'I_2 -> rat),
  [/\ distribution Q, distribution p, feasible (fun x y => x == y) Q p plan
    & total plan < acceptance (fun x y => x == y) (completion Q p plan)].
Proof.
exists (law_of 2 [:: 1; 1]%N), (law_of 2 [:: 1; 1]%N), (fun _ _ => 0).
have half : distribution (@law_of 2 2 [:: 1; 1]%N) by distributed.
have zero (T : finType) (P : pred T) : \sum_(t | P t) (0 : rat) = 0 by rewrite big1.
split=> //; first by split=> // x; rewrite ?/accepted zero; apply: half.1.
rewrite /acceptance /completion /left_supply /left_demand /rest /accepted /total.
under [X in _ < X]eq_bigr do rewrite big_mkcond.
rewrite zero; expand; by vm_compute.
Qed.

(** ** For the hub law, too, some smallest cut is a prefix of the tokens by p/q: false *)
Theorem hub_prefix_fails : exists (p q : 'I_4 -> rat) (a : 'I_4),
  [/\ distribution p, distribution q, forall x y : 'I_4, (x <= y)%N -> p y * q x <= p x * q y
    & forall m : nat, spechub_acceptance a p q <
        cut drafted_pair (hub_law a q) p [set y : 'I_4 | (y < m)%N]].
Proof.
exists (law_of 7 [:: 4; 3; 0; 0]%N), (law_of 7 [:: 2; 2; 2; 1]%N), (token 4 0).
have p1 : distribution (@law_of 4 7 [:: 4; 3; 0; 0]%N) by distributed.
have q1 : distribution (@law_of 4 7 [:: 2; 2; 2; 1]%N) by distributed.
split=> // [x y|m].
  by case: x => -[|[|[|[|]]]] // x4; case: y => -[|[|[|[|]]]].
have below1 : spechub_acceptance (token 4 0) (@law_of 4 7 [:: 4; 3; 0; 0]%N)
    (law_of 7 [:: 2; 2; 2; 1]%N) < 1.
  by rewrite /spechub_acceptance; expand; vm_compute.
apply: lt_le_trans below1 _; rewrite /cut; case: m => [|m].
  rewrite ler_paddl ?sumr_ge0 // => [t _|]; first exact: hub_law_ge0.
  by rewrite -[X in X <= _]p1.2 le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigl => y; rewrite inE.
rewrite ler_paddr ?sumr_ge0 // => [y _|]; first exact: p1.1.
rewrite -[X in X <= _](hub_law_distribution (token 4 0) q1).2 reachE; apply: ler_sum => t _.
have [star|star] := eqVneq (t.1 == token 4 0) (t.2 == token 4 0).
  by rewrite hub_law_star // mul0r.
have -> : meets drafted_pair t [set y : 'I_4 | (y < m.+1)%N].
  apply/existsP; exists (token 4 0); rewrite inE /= /drafted_pair ![token 4 0 == _]eq_sym.
  by move: star; case: (t.1 == _); case: (t.2 == _).
by rewrite mulr1.
Qed.
