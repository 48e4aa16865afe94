(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * Independent drafts: prefixes suffice

    For a draft law whose reach is f(S) = g(q(S)) with g concave, as for independent drafts with
    g(u) = 1 − (1 − u)ᵏ, an accept vector that falls along an order of the tokens relative to q lies in
    the polymatroid as soon as it does on the prefixes of that order. So a vector and a set H certify
    the optimum over a whole vocabulary in one pass, and the greedy vector along decreasing p/q is
    optimal.

    An order is given by a rank; tokens of equal rank form a block. *)

From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From SpecHub Require Import Sums Distributions Couplings MinimumCut RecursiveRejection DraftLaws.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Concave.
Variable R : realFieldType.

(** On [0, 1] the graph lies above its chords. *)
Definition concave (g : R -> R) : Prop := forall u v s,
  0 <= u <= 1 -> 0 <= v <= 1 -> 0 <= s <= 1 ->
  (1 - s) * g u + s * g v <= g ((1 - s) * u + s * v).

Definition nondecreasing (g : R -> R) : Prop := forall u v,
  0 <= u -> u <= v -> v <= 1 -> g u <= g v.

(** Slopes fall. *)
Lemma concave_slopes g u c v d : concave g -> 0 <= u -> 0 <= c -> 0 < d -> u + c <= v -> v + d <= 1 ->
  (g (v + d) - g v) * c <= (g (u + c) - g u) * d.
Proof.
move=> conc u_ge0 c_ge0 d_gt0 ucv vd1; pose l := v + d - u.
have uv : u <= v by apply: le_trans ucv; rewrite ler_addl.
have l_gt0 : 0 < l by rewrite subr_gt0 (le_lt_trans uv) // ltr_addl.
have l_neq0 := lt0r_neq0 l_gt0.
have u01 : 0 <= u <= 1 by rewrite u_ge0 (le_trans uv) // (le_trans _ vd1) // ler_addl ltW.
have w01 : 0 <= v + d <= 1 by rewrite vd1 addr_ge0 ?(ltW d_gt0) // (le_trans u_ge0).
have c_le : c <= l by rewrite ler_subr_addr addrC (le_trans ucv) // ler_addl ltW.
have d_le : d <= l by rewrite ler_subr_addr addrC ler_add2r.
have share t : 0 <= t -> t <= l -> 0 <= t / l <= 1.
  by move=> t_ge0 t_le; rewrite divr_ge0 ?(ltW l_gt0) //= ler_pdivr_mulr // mul1r.
have low := conc u (v + d) (c / l) u01 w01 (share c c_ge0 c_le).
have high := conc (v + d) u (d / l) w01 u01 (share d (ltW d_gt0) d_le).
rewrite (_ : (1 - c / l) * u + c / l * (v + d) = u + c) in low; last first.
  by rewrite /l in l_neq0 *; field.
rewrite (_ : (1 - d / l) * (v + d) + d / l * u = v) in high; last first.
  by rewrite /l in l_neq0 *; field.
move: low high; move: (g u) (g v) (g (v + d)) (g (u + c)) => gu gv gw gc low high.
have {}low : c / l * (gw - gu) <= gc - gu.
  by rewrite ler_subr_addr (le_trans _ low) // le_eqVlt; apply/orP; left; apply/eqP; ring.
have {}high : gw - gv <= d / l * (gw - gu).
  rewrite ler_subl_addr -ler_subl_addl (le_trans _ high) // le_eqVlt; apply/orP; left.
  by apply/eqP; ring.
apply: le_trans (ler_wpmul2r c_ge0 high) _.
apply: le_trans (ler_wpmul2r (ltW d_gt0) low).
by rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
Qed.

(** g(u) = 1 − (1 − u)ᵏ, the probability that one of k independent drafts is in a set of mass u. *)
Definition iid_profile k (u : R) : R := 1 - (1 - u) ^+ k.

Lemma convex_power k (u v s : R) : 0 <= u -> 0 <= v -> 0 <= s <= 1 ->
  ((1 - s) * u + s * v) ^+ k <= (1 - s) * u ^+ k + s * v ^+ k.
Proof.
move=> u_ge0 v_ge0 /andP[s_ge0 s_le1]; have s'_ge0 : 0 <= 1 - s by rewrite subr_ge0.
elim: k => [|k IH]; first by rewrite !expr0 !mulr1 subrK.
have mean_ge0 : 0 <= (1 - s) * u + s * v by rewrite addr_ge0 ?mulr_ge0.
rewrite !exprS; apply: le_trans (ler_wpmul2l mean_ge0 IH) _.
have same_order : 0 <= (u - v) * (u ^+ k - v ^+ k).
  case: (leP u v) => uv.
    by rewrite mulr_le0 // subr_le0 // ler_expn2r.
  by rewrite mulr_ge0 // subr_ge0 ?ler_expn2r ?(ltW uv).
rewrite -subr_ge0 (_ : _ - _ = (1 - s) * s * ((u - v) * (u ^+ k - v ^+ k))); last first.
  by move: (u ^+ k) (v ^+ k) => a b; ring.
by rewrite mulr_ge0 // mulr_ge0.
Qed.

Lemma iid_profile_concave k : concave (iid_profile k).
Proof.
move=> u v s /andP[u_ge0 u_le1] /andP[v_ge0 v_le1] s01.
have u'_ge0 : 0 <= 1 - u by rewrite subr_ge0.
have v'_ge0 : 0 <= 1 - v by rewrite subr_ge0.
rewrite /iid_profile (_ : 1 - ((1 - s) * u + s * v) = (1 - s) * (1 - u) + s * (1 - v)); last by ring.
have := convex_power k u'_ge0 v'_ge0 s01.
move: (_ ^+ k) ((1 - u) ^+ k) ((1 - v) ^+ k) => a b c le.
rewrite -subr_ge0 (_ : _ - _ = (1 - s) * b + s * c - a); last by ring.
by rewrite subr_ge0.
Qed.

Lemma iid_profile_nondecreasing k : nondecreasing (iid_profile k).
Proof.
move=> u v u_ge0 uv v_le1; have u_le1 := le_trans uv v_le1.
by rewrite ler_add2l ler_opp2 ler_expn2r ?nnegrE ?subr_ge0 // ler_add2l ler_opp2.
Qed.

Lemma iid_profile0 k : iid_profile k 0 = 0.
Proof. by rewrite /iid_profile subr0 expr1n subrr. Qed.

End Concave.

Section Prefix.
Variables (R : realFieldType) (V : finType) (q : V -> R) (g : R -> R) (rank : V -> nat).
Hypotheses (q1 : distribution q) (g_concave : concave g).
Implicit Types (a p : V -> R) (S H : {set V}) (i j : nat) (x y z : V).

Definition mass (f : V -> R) S : R := \sum_(y in S) f y.

(** The tokens of rank below i. *)
Definition prefix i : {set V} := [set y | (rank y < i)%N].

(** a/q does not increase with the rank. *)
Definition falls a : Prop := forall x y, (rank x <= rank y)%N -> a y * q x <= a x * q y.

Lemma mass_ge0 S : 0 <= mass q S.
Proof. by apply: sumr_ge0 => y _; apply: q1.1. Qed.

Lemma mass_mono S S' : S \subset S' -> mass q S <= mass q S'.
Proof. by move=> /subsetP sub; apply: sum_le_subset q1.1 sub. Qed.

Lemma mass_le1 S : mass q S <= 1.
Proof. by rewrite -q1.2; apply: sum_le_subset q1.1 _. Qed.

Lemma prefix0 : prefix 0 = set0.
Proof. by apply/setP => y; rewrite !inE. Qed.

Lemma prefix_sub i j : (i <= j)%N -> prefix i \subset prefix j.
Proof. by move=> ij; apply/subsetP => y; rewrite !inE => /leq_trans; apply. Qed.

(** A rank above all. *)
Definition top : nat := (\max_y rank y).+1.

Lemma prefix_top : prefix top = setT.
Proof. by apply/setP => y; rewrite !inE ltnS leq_bigmax. Qed.

Lemma mass_prefixS f i : mass f (prefix i.+1) = mass f (prefix i) + \sum_(y | rank y == i) f y.
Proof.
rewrite /mass (bigID (fun y => y \in prefix i)) /=; congr (_ + _); apply: eq_bigl => y.
  by rewrite !inE ltnS; case: ltnP => [/ltnW ->|_]; rewrite ?andbT ?andbF.
by rewrite !inE -leqNgt ltnS eqn_leq.
Qed.

(** ** (I) Membership in the polymatroid needs prefixes only. *)
Theorem prefixes_suffice a : (forall y, 0 <= a y) -> (forall y, q y = 0 -> a y = 0) -> falls a ->
  (forall i, mass a (prefix i) <= g (mass q (prefix i))) ->
  forall S, mass a S <= g (mass q S).
Proof.
move=> a_ge0 a_q falls_a a_prefix S.
have covered : exists i, mass q S <= mass q (prefix i).
  by exists top; rewrite prefix_top mass_mono ?subsetT.
have [j reaches minimal] := ex_minnP covered.
case: j reaches minimal => [|i] reaches minimal.
  (* S has no mass under q, hence none under a. *)
  have S0 : mass q S <= 0 by move: reaches; rewrite prefix0 /(mass _ set0) big_set0.
  have g0 : 0 <= g 0 by move: (a_prefix 0%N); rewrite prefix0 /mass !big_set0.
  have qS : mass q S = 0 by apply/eqP; rewrite eq_le S0 mass_ge0.
  rewrite qS (le_trans _ g0) // /mass big1 // => y yS; apply: a_q.
  by apply: (psumr_eq0P _ qS) => // z _; apply: q1.1.
have strict : mass q (prefix i) < mass q S.
  by rewrite ltNge; apply/negP => /minimal; rewrite ltnn.
set block := \sum_(y | rank y == i) q y.
have blockE : mass q (prefix i.+1) = mass q (prefix i) + block by apply: mass_prefixS.
have block_gt0 : 0 < block.
  by rewrite -(ltr_addl (mass q (prefix i))) -blockE (lt_le_trans strict).
(* A token of the block that q supports, and the ratio there. *)
have [x rank_x qx] : exists2 x, rank x == i & 0 < q x.
  apply/exists_inP; apply: contraTT block_gt0 => /exists_inPn none; rewrite -leNgt.
  by rewrite /block big1 // => y /none; rewrite -leNgt => qy; apply/eqP; rewrite eq_le qy q1.1.
pose ratio := a x / q x.
have before y : y \in prefix i -> 0 <= a y - ratio * q y.
  rewrite inE -(eqP rank_x) => /ltnW /falls_a le; rewrite subr_ge0 /ratio mulrAC.
  by rewrite ler_pdivr_mulr.
have after y : y \notin prefix i -> a y - ratio * q y <= 0.
  rewrite inE -leqNgt -(eqP rank_x) => /falls_a le; rewrite subr_le0 /ratio mulrAC.
  by rewrite ler_pdivl_mulr.
have within y : rank y == i -> a y = ratio * q y.
  move=> rank_y; apply/eqP; rewrite -subr_eq0 eq_le after ?inE -?leqNgt ?(eqP rank_y) //=.
  rewrite subr_ge0 /ratio mulrAC ler_pdivr_mulr //; apply: falls_a.
  by rewrite (eqP rank_x) (eqP rank_y).
(* The mass of S under a is at most that of a piece of the block added to the prefix. *)
have bound : mass a S <= mass a (prefix i) + ratio * (mass q S - mass q (prefix i)).
  rewrite mulrBr addrCA -ler_subl_addl /mass !mulr_sumr -!sumrB.
  rewrite big_mkcond [X in _ <= X]big_mkcond; apply: ler_sum => y _ /=.
  case: (boolP (y \in prefix i)) => yP; case: (y \in S) => //; first exact: before.
  exact: after.
apply: le_trans bound _; set s := (mass q S - mass q (prefix i)) / block.
have s01 : 0 <= s <= 1.
  rewrite divr_ge0 ?(ltW block_gt0) ?subr_ge0 ?(ltW strict) //=.
  by rewrite ler_pdivr_mulr // mul1r ler_subl_addl -blockE.
have pieceE : mass q S = (1 - s) * mass q (prefix i) + s * mass q (prefix i.+1).
  have block_neq0 := lt0r_neq0 block_gt0.
  by rewrite blockE /s; move: (mass q S) (mass q (prefix i)) => u v; field.
have valueE : mass a (prefix i) + ratio * (mass q S - mass q (prefix i)) =
    (1 - s) * mass a (prefix i) + s * mass a (prefix i.+1).
  rewrite mass_prefixS (eq_bigr (fun y => ratio * q y)) => [|y /within //].
  rewrite -mulr_sumr -/block; have block_neq0 := lt0r_neq0 block_gt0.
  rewrite /s; move: (mass q S) (mass q (prefix i)) (mass a (prefix i)) => u v b.
  by field.
rewrite valueE {1}pieceE; have /andP[s_ge0 s_le1] := s01.
apply: le_trans (g_concave _ _ s01); rewrite ?mass_ge0 ?mass_le1 //.
by apply: ler_add; apply: ler_wpmul2l (a_prefix _); rewrite // subr_ge0.
Qed.

Section Certificate.
Variables (X : finType) (drafted : X -> V -> bool) (Q : X -> R) (p : V -> R).
Hypotheses (Q_ge0 : forall t, 0 <= Q t) (p_ge0 : forall y, 0 <= p y).
Hypothesis reachE : forall S, reach drafted Q S = g (mass q S).

(** ** (I) A vector checked on prefixes only, whose total is that of a cut, certifies the optimum: it is
    the accept vector of a plan, and no plan accepts more. *)
Theorem prefix_certificate_sound a H :
  (forall y, 0 <= a y <= p y) -> (forall y, q y = 0 -> a y = 0) -> falls a ->
  (forall i, mass a (prefix i) <= g (mass q (prefix i))) ->
  \sum_y a y = g (mass q H) + mass p (~: H) ->
  (exists2 plan, feasible drafted Q p plan & forall y, accepted plan y = a y) /\
  greatest_total drafted Q p (\sum_y a y).
Proof.
move=> a_box a_q falls_a a_prefix attained.
have a_ge0 y : 0 <= a y by have /andP[] := a_box y.
have realised : exists2 plan, feasible drafted Q p plan & forall y, accepted plan y = a y.
  apply/accept_vectors => //; split=> [y|S]; first by have /andP[] := a_box y.
  by rewrite reachE; apply: prefixes_suffice.
split=> //; have [plan ok planE] := realised; split.
  by exists plan => //; rewrite total_accepted; apply: eq_bigr => y _; apply: planE.
move=> plan' ok'; rewrite attained -reachE; apply: le_trans (total_le_cut H ok') _.
by rewrite ler_add2l le_eqVlt; apply/orP; left; apply/eqP; apply: eq_bigl => y; rewrite !inE.
Qed.

End Certificate.

(** ** The one-pass vector *)
Section OnePass.
Variable p : V -> R.
Hypotheses (p_ge0 : forall y, 0 <= p y) (rank_inj : injective rank) (falls_p : falls p).
Hypotheses (g0 : g 0 = 0) (g_mono : nondecreasing g).

(** Going along the order, accept as much of the next token as p and the reach of the prefix allow. *)
Fixpoint passed i : R :=
  if i is j.+1 then Num.min (passed j + \sum_(y | rank y == j) p y) (g (mass q (prefix j.+1)))
  else 0.

Definition one_pass y : R := passed (rank y).+1 - passed (rank y).

Lemma block_cases (f : V -> R) i :
  (exists2 x, rank x = i & \sum_(y | rank y == i) f y = f x) \/
  ((forall x, rank x != i) /\ \sum_(y | rank y == i) f y = 0).
Proof.
case: (pickP (fun x => rank x == i)) => [x /eqP rank_x|none].
  left; exists x => //; rewrite (big_pred1 x) // => y.
  by rewrite -rank_x; apply/eqP/eqP => [/rank_inj|->].
by right; split=> [x|]; [rewrite none | rewrite big_pred0].
Qed.

Lemma g_prefix_mono i j : (i <= j)%N -> g (mass q (prefix i)) <= g (mass q (prefix j)).
Proof. by move=> ij; apply: g_mono; rewrite ?mass_ge0 ?mass_le1 // mass_mono ?prefix_sub. Qed.

Lemma passed_le i : passed i <= g (mass q (prefix i)).
Proof. by case: i => [|i] /=; rewrite ?min_le_r // prefix0 /mass big_set0 g0. Qed.

Lemma passed_step i : passed i <= passed i.+1.
Proof.
rewrite /= le_minr ler_addl sumr_ge0 //=.
exact: le_trans (passed_le i) (g_prefix_mono (leqnSn i)).
Qed.

Lemma passed_ge0 i : 0 <= passed i.
Proof. by elim: i => // i IH; apply: le_trans IH (passed_step i). Qed.

Lemma one_pass_ge0 y : 0 <= one_pass y.
Proof. by rewrite subr_ge0 passed_step. Qed.

Lemma block_sum (f : V -> R) y : \sum_(z | rank z == rank y) f z = f y.
Proof. by rewrite (big_pred1 y) // => z; apply/eqP/eqP => [/rank_inj|->]. Qed.

Lemma mass_next y : mass q (prefix (rank y).+1) = mass q (prefix (rank y)) + q y.
Proof. by rewrite mass_prefixS block_sum. Qed.

Lemma one_pass_le y : one_pass y <= p y.
Proof. by rewrite ler_subl_addl /= -[X in _ <= _ + X](block_sum p) min_le_l. Qed.

(** The running total is the sum of what was accepted. *)
Lemma mass_one_pass i : mass one_pass (prefix i) = passed i.
Proof.
elim: i => [|i IH]; first by rewrite prefix0 /mass big_set0.
rewrite mass_prefixS IH; case: (block_cases one_pass i) => [[x rank_x ->]|[none ->]].
  by rewrite /one_pass rank_x addrC subrK.
have p_none : \sum_(y | rank y == i) p y = 0 by rewrite big_pred0 // => y; apply/negbTE.
have q_none : \sum_(y | rank y == i) q y = 0 by rewrite big_pred0 // => y; apply/negbTE.
by rewrite /= p_none mass_prefixS q_none !addr0; apply/esym/min_idPl; apply: passed_le.
Qed.

(** Tokens that are never drafted get nothing. *)
Lemma one_pass_undrafted y : q y = 0 -> one_pass y = 0.
Proof.
move=> qy; have [py|py] := eqVneq (p y) 0.
  by apply/eqP; rewrite eq_le one_pass_ge0 andbT -[X in _ <= X]py one_pass_le.
have py_gt0 : 0 < p y by rewrite lt_neqAle eq_sym py p_ge0.
have nothing : mass q (prefix (rank y).+1) = 0.
  rewrite /mass big1 // => z; rewrite inE ltnS => /falls_p.
  rewrite qy mulr0 => le; apply/eqP; rewrite eq_le q1.1 andbT.
  by rewrite -(ler_pmul2l py_gt0) mulr0.
apply/eqP; rewrite eq_le one_pass_ge0 andbT ler_subl_addr add0r.
by rewrite (le_trans (passed_le _)) // nothing g0 passed_ge0.
Qed.

(** After a prefix that the reach caps, the total stays at the reach until a token comes that p
    limits; that token rises no steeper than the last one before. *)
Lemma after_cap x j : 0 < q x -> (rank x < j)%N ->
  passed (rank x).+1 = g (mass q (prefix (rank x).+1)) ->
  passed j = g (mass q (prefix j)) \/
  exists z, [/\ (rank z < j)%N, 0 < q z & p z * q x <= one_pass x * q z].
Proof.
move=> qx; elim: j => // j IH; rewrite ltnS leq_eqVlt => /orP[/eqP <- capped|lt capped].
  by left.
case: (IH lt capped) => [capped_j|[z [rank_z qz le]]]; last first.
  by right; exists z; rewrite ltnS ltnW.
have [capped_j1|open] := eqVneq (passed j.+1) (g (mass q (prefix j.+1))); first by left.
right.
have below : passed j.+1 < g (mass q (prefix j.+1)) by rewrite lt_neqAle open passed_le.
have sumE : passed j.+1 = passed j + \sum_(y | rank y == j) p y.
  by move: open; rewrite /=; case: leP => // _; rewrite eqxx.
have grows : mass q (prefix j) != mass q (prefix j.+1).
  apply: contraTneq below => same; rewrite -leNgt -same -capped_j.
  exact: passed_step.
case: (block_cases q j) => [[z rank_z blockE]|[_ none]]; last first.
  by rewrite mass_prefixS none addr0 eqxx in grows.
have qz : 0 < q z.
  rewrite lt_neqAle q1.1 andbT; apply: contra grows => /eqP qz.
  by rewrite mass_prefixS blockE -qz addr0.
exists z; split=> //; first by rewrite rank_z.
have pz : p z <= g (mass q (prefix j) + q z) - g (mass q (prefix j)).
  rewrite -blockE -mass_prefixS -capped_j ler_subr_addl.
  by move: (ltW below); rewrite sumE -rank_z block_sum.
have ax : g (mass q (prefix (rank x)) + q x) - g (mass q (prefix (rank x))) <= one_pass x.
  rewrite -mass_next -capped ler_add2l ler_opp2.
  exact: passed_le.
apply: le_trans (ler_wpmul2r (q1.1 x) pz) _.
apply: le_trans (ler_wpmul2r (q1.1 z) ax); apply: concave_slopes => //; rewrite ?mass_ge0 ?q1.1 //.
  by rewrite -mass_next mass_mono ?prefix_sub.
by rewrite -blockE -mass_prefixS mass_le1.
Qed.

Lemma one_pass_falls : falls one_pass.
Proof.
move=> x y; rewrite leq_eqVlt => /orP[/eqP/rank_inj -> //|lt].
have [qx0|qx] := eqVneq (q x) 0; first by rewrite qx0 mulr0 mulr_ge0 ?one_pass_ge0 ?q1.1.
have [qy0|qy] := eqVneq (q y) 0; first by rewrite one_pass_undrafted // qy0 mul0r mulr0.
have qx_gt0 : 0 < q x by rewrite lt_neqAle eq_sym qx q1.1.
have qy_gt0 : 0 < q y by rewrite lt_neqAle eq_sym qy q1.1.
have le_p := ler_wpmul2r (q1.1 x) (one_pass_le y).
have [capped|open] := eqVneq (passed (rank x).+1) (g (mass q (prefix (rank x).+1))); last first.
  (* x was limited by p. *)
  have -> : one_pass x = p x.
    apply/eqP; rewrite subr_eq addrC -[X in _ + X](block_sum p) eq_sym; apply/eqP.
    move: open; rewrite /=; case: leP => //; by rewrite eqxx.
  by apply: le_trans le_p (falls_p (ltnW lt)).
case: (after_cap qx_gt0 lt capped) => [capped_y|[z [rank_z qz le]]].
  have ay : one_pass y <= g (mass q (prefix (rank y)) + q y) - g (mass q (prefix (rank y))).
    rewrite /one_pass capped_y ler_add2r -mass_next.
    exact: passed_le.
  have ax : g (mass q (prefix (rank x)) + q x) - g (mass q (prefix (rank x))) <= one_pass x.
    rewrite -mass_next -capped ler_add2l ler_opp2.
    exact: passed_le.
  apply: le_trans (ler_wpmul2r (q1.1 x) ay) _.
  apply: le_trans (ler_wpmul2r (q1.1 y) ax); apply: concave_slopes => //; rewrite ?mass_ge0 ?q1.1 //.
    by rewrite -mass_next mass_mono ?prefix_sub.
  by rewrite -mass_next mass_le1.
rewrite -(ler_pmul2r qz); apply: le_trans (ler_wpmul2r (ltW qz) le_p) _.
rewrite mulrAC; apply: le_trans (ler_wpmul2r (q1.1 x) (falls_p (ltnW rank_z))) _.
by rewrite mulrAC [X in _ <= X]mulrAC ler_wpmul2r ?q1.1.
Qed.

(** The total is that of a prefix cut. *)
Lemma passed_cut i : exists2 m, (m <= i)%N &
  passed i = g (mass q (prefix m)) + \sum_(y | (m <= rank y < i)%N) p y.
Proof.
elim: i => [|i [m m_le sumE]].
  by exists 0%N; rewrite // prefix0 /mass big_set0 g0 add0r big_pred0.
rewrite [passed _]/=; case: leP => _; last first.
  exists i.+1 => //; rewrite big_pred0 ?addr0 // => y.
  by rewrite ltnS ltnNge andNb.
exists m; first exact: leqW.
rewrite sumE -addrA; congr (_ + _).
rewrite [RHS](bigID (fun y => rank y == i)) /= addrC; congr (_ + _); apply: eq_bigl => y.
  by case: eqP => [->|]; rewrite ?andbF // andbT m_le ltnSn.
by rewrite ltnS; case: ltngtP; rewrite ?andbT ?andbF.
Qed.

Section Optimal.
Variables (X : finType) (drafted : X -> V -> bool) (Q : X -> R).
Hypotheses (Q_ge0 : forall t, 0 <= Q t).
Hypothesis reachE : forall S, reach drafted Q S = g (mass q S).

(** ** (I) The prefix theorem: the one-pass vector along decreasing p/q lies in the polymatroid and
    attains the cut of a prefix, so both are optimal. *)
Theorem prefix_theorem :
  (exists2 plan, feasible drafted Q p plan & forall y, accepted plan y = one_pass y) /\
  greatest_total drafted Q p (\sum_y one_pass y) /\
  exists m, smallest_cut drafted Q p (prefix m) /\ \sum_y one_pass y = cut drafted Q p (prefix m).
Proof.
have [m m_le sumE] := passed_cut top.
have totalE : \sum_y one_pass y = g (mass q (prefix m)) + mass p (~: prefix m).
  have -> : \sum_y one_pass y = passed top.
    by rewrite -mass_one_pass prefix_top /mass; apply: eq_bigl => y; rewrite inE.
  rewrite sumE; congr (_ + _); apply: eq_bigl => y.
  by rewrite !inE -leqNgt ltnS leq_bigmax andbT.
have box y : 0 <= one_pass y <= p y by rewrite one_pass_ge0 one_pass_le.
have below i : mass one_pass (prefix i) <= g (mass q (prefix i)).
  by rewrite mass_one_pass passed_le.
have [realised best] :=
  prefix_certificate_sound Q_ge0 reachE box one_pass_undrafted one_pass_falls below totalE.
have cutE : \sum_y one_pass y = cut drafted Q p (prefix m).
  by rewrite totalE /cut reachE; congr (_ + _); apply: eq_bigl => y; rewrite !inE.
do 2!split=> //; exists m; split=> // H; rewrite -cutE.
have [plan ok planE] := realised.
by apply: le_trans (total_le_cut H ok); rewrite total_accepted; under [X in _ <= X]eq_bigr do rewrite planE.
Qed.

End Optimal.
End OnePass.
End Prefix.

(** ** For independent drafts *)
Section IndependentDrafts.
Variables (R : realFieldType) (V : finType) (p q : V -> R) (k : nat) (rank : V -> nat).
Hypotheses (p1 : distribution p) (q1 : distribution q).

Local Notation law := (@iid_law R V q k).

Let Q_ge0 t : 0 <= law t. Proof. exact: (iid_law_distribution k q1).1. Qed.
Let reach_iid S : reach drafted_tuple law S = iid_profile k (mass q S).
Proof. exact: iid_reach. Qed.

Theorem iid_certificate_sound a H :
  (forall y, 0 <= a y <= p y) -> (forall y, q y = 0 -> a y = 0) -> falls q rank a ->
  (forall i, mass a (prefix rank i) <= 1 - (1 - mass q (prefix rank i)) ^+ k) ->
  \sum_y a y = 1 - (1 - mass q H) ^+ k + mass p (~: H) ->
  greatest_total drafted_tuple law p (\sum_y a y).
Proof.
move=> box a_q falls_a below attained.
by have [] := prefix_certificate_sound q1 (iid_profile_concave k) Q_ge0 reach_iid box a_q falls_a
  below attained.
Qed.

Theorem iid_prefix_theorem : injective rank -> falls q rank p ->
  greatest_total drafted_tuple law p (\sum_y one_pass q (iid_profile k) rank p y) /\
  exists m, smallest_cut drafted_tuple law p (prefix rank m).
Proof.
move=> inj falls_p.
have [_ [best [m [smallest _]]]] := prefix_theorem q1 (iid_profile_concave k) p1.1 inj falls_p
  (iid_profile0 _ k) (@iid_profile_nondecreasing R k) Q_ge0 reach_iid.
by split=> //; exists m.
Qed.

End IndependentDrafts.
