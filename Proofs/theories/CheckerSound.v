(* SPDX-License-Identifier: GPL-3.0-or-later *)

(** * The proved checker is sound *)

From Coq Require Import ZArith QArith List Bool Lia Lqa.
From SpecHub Require Import Checker.
Import ListNotations.

Set Implicit Arguments.
Local Open Scope Q_scope.

Implicit Types (x : positive -> Q) (p : program) (es cs : list entry) (t ray : tree Z).

Local Notation inj := inject_Z.
Local Notation P d := (inject_Z (Zpos d)).

(** ** Integers inside the rationals *)

Lemma frac_mul z d : (z # d) * P d == inj z.
Proof. unfold Qeq, Qmult, inject_Z; cbn; lia. Qed.

Lemma frac_scale n z d : (n * z # d) == inj n * (z # d).
Proof. unfold Qeq, Qmult, inject_Z; cbn; lia. Qed.

Lemma P_pos d : 0 < P d.
Proof. reflexivity. Qed.

Lemma inject_le a b : (a <= b)%Z -> inj a <= inj b.
Proof. now rewrite <- Zle_Qle. Qed.

Lemma inject_lt a b : (a < b)%Z -> inj a < inj b.
Proof. now rewrite <- Zlt_Qlt. Qed.

Lemma mul_le_cancel a b c : 0 < c -> a * c <= b * c -> a <= b.
Proof. intros c_pos H; now apply Qmult_le_r in H. Qed.

Lemma mul_eq_cancel a b c : 0 < c -> a * c == b * c -> a == b.
Proof. intros c_pos H; apply Qmult_inj_r in H; trivial; intros c0; rewrite c0 in c_pos; discriminate. Qed.

(** ** Linear forms *)

Fixpoint form es x : Q :=
  match es with [] => 0 | e :: es => inj (snd e) * x (fst e) + form es x end.

Lemma value_form d es x : value d es x * P d == form es x.
Proof.
  unfold value; induction es as [|e es IH]; cbn [fold_right form]; [ring|].
  rewrite Qmult_plus_distr_l, <- IH, <- (frac_mul (snd e) d); ring.
Qed.

Lemma form_linear es x (y : positive -> Q) k :
  form es (fun j => x j + k * y j) == form es x + k * form es y.
Proof. induction es as [|e es IH]; cbn; [ring|]; rewrite IH; ring. Qed.

Lemma form_oriented k es x : form (oriented k es) x == inj k * form es x.
Proof.
  induction es as [|e es IH]; cbn [form oriented map fst snd]; [ring|].
  fold (oriented k es); rewrite IH, inject_Z_mult; ring.
Qed.

Lemma within_scaled d l u s s' : s * P d == s' -> within d l u s <-> within 1 l u s'.
Proof.
  intros E; unfold within.
  assert (up : forall b, (b # d) <= s <-> (b # 1) <= s').
  { intros b; rewrite <- E, <- (Qmult_le_r _ _ (P d)) by apply P_pos.
    rewrite frac_mul; reflexivity. }
  assert (down : forall b, s <= (b # d) <-> s' <= (b # 1)).
  { intros b; rewrite <- E, <- (Qmult_le_r s _ (P d)) by apply P_pos.
    rewrite frac_mul; reflexivity. }
  destruct l, u; rewrite ?up, ?down; reflexivity.
Qed.

Lemma within_eq d l u s s' : s == s' -> within d l u s -> within d l u s'.
Proof.
  intros E [L U]; split; [destruct l; [rewrite <- E|]|destruct u; [rewrite <- E|]]; trivial.
Qed.

Lemma row_form p x r : feasible p x -> In r (rows p) ->
  within 1 (row_lower r) (row_upper r) (form (entries r) x).
Proof.
  intros [_ rows_ok] r_in; apply rows_ok in r_in.
  now apply (within_scaled _ _ (value_form (scale r) (entries r) x)).
Qed.

Lemma objective_form p x : objective p x * P (cost_scale p) == inj (constant p) + form (costs p) x.
Proof.
  unfold objective; rewrite Qmult_plus_distr_l, frac_mul, value_form; reflexivity.
Qed.

(** ** Tries *)

Lemma get_update_same A (d : A) f k (t : tree A) : get d k (update d f k t) = f (get d k t).
Proof.
  revert t; induction k as [k IH|k IH|]; intros [|l a r]; cbn; trivial; rewrite IH; trivial;
    destruct k; trivial.
Qed.

Lemma get_update_other A (d : A) f k j (t : tree A) : j <> k -> get d j (update d f k t) = get d j t.
Proof.
  revert j t; induction k as [k IH|k IH|]; intros [j|j|] [|l a r] jk; cbn; trivial;
    try congruence; try (rewrite IH by congruence); trivial; destruct j; reflexivity.
Qed.

Fixpoint dot t x : Q :=
  match t with
  | Leaf => 0
  | Node l z r => inj z * x xH + dot l (fun k => x (xO k)) + dot r (fun k => x (xI k))
  end.

Lemma dot_update k z t x : dot (update 0%Z (Z.add z) k t) x == dot t x + inj z * x k.
Proof.
  revert t x; induction k as [k IH|k IH|]; intros [|l a r] x; cbn;
    rewrite ?IH, ?inject_Z_plus; cbn; ring.
Qed.

Lemma dot_add_entries m es t x : dot (add_entries m es t) x == dot t x + inj m * form es x.
Proof.
  unfold add_entries; revert t; induction es as [|e es IH]; intros t; cbn; [ring|].
  rewrite IH, dot_update, inject_Z_mult; ring.
Qed.

(** The checker's own sums. *)
Lemma activity_form d t es : form es (point_at d t) * P d == inj (activity t es).
Proof.
  unfold activity.
  assert (E : forall s, form es (point_at d t) * P d + inj s ==
    inj (fold_left (fun sum e => (sum + snd e * get 0 (fst e) t)%Z) es s)).
  { induction es as [|e es IH]; intros s; cbn; [ring|].
    rewrite <- IH, inject_Z_plus, inject_Z_mult.
    rewrite <- (frac_mul (get 0%Z (fst e) t) d); unfold point_at; ring. }
  rewrite <- E; ring.
Qed.

(** ** Feasibility *)

Lemma keeps_within m d l u s :
  keeps (Zpos m) (Zpos d) l u s = true -> within m l u (s # d).
Proof.
  unfold keeps, within; rewrite andb_true_iff; intros [H1 H2].
  split; [destruct l|destruct u]; trivial;
    [apply Z.leb_le in H1 | apply Z.leb_le in H2]; unfold Qle; cbn; lia.
Qed.

Lemma feasible_point_sound p d t : feasible_point p d t = true -> feasible p (point_at d t).
Proof.
  unfold feasible_point; rewrite andb_true_iff, !forallb_forall; intros [vs rs]; split.
  - intros v v_in; apply keeps_within, vs, v_in.
  - intros r r_in; apply (within_scaled _ _ (value_form (scale r) (entries r) _)).
    specialize (rs r r_in); apply (keeps_within 1) in rs.
    assert (E : form (entries r) (point_at d t) == activity t (entries r) # d).
    { apply mul_eq_cancel with (P d); [apply P_pos|].
      rewrite activity_form, frac_mul; reflexivity. }
    now apply (within_eq (Qeq_sym _ _ E)).
Qed.

(** ** The least value *)

Lemma low_sound n d l u s b : low n l u = Some b -> within d l u s -> (b # d) <= inj n * s.
Proof.
  unfold low, within; intros E [L U]; destruct n as [|n|n].
  - injection E as <-; unfold Qle; cbn; lia.
  - destruct l as [l|]; [|discriminate]; assert (Eb : (Zpos n * l = b)%Z) by now injection E.
    rewrite <- Eb, (frac_scale (Zpos n)); assert (0 < P n) by apply P_pos; nra.
  - destruct u as [u|]; [|discriminate]; assert (Eb : (Zneg n * u = b)%Z) by now injection E.
    rewrite <- Eb, (frac_scale (Zneg n)); assert (inj (Zneg n) < 0) by reflexivity; nra.
Qed.

Lemma plus_some a b c : plus a b = Some c -> exists a' b', a = Some a' /\ b = Some b' /\ c = (a' + b')%Z.
Proof.
  destruct a as [a|], b as [b|]; cbn; try discriminate; intros E; injection E as <-; eauto.
Qed.

Lemma frac_plus a b d : (a + b # d) == (a # d) + (b # d).
Proof. unfold Qeq, Qplus; cbn; lia. Qed.

Fixpoint weighted (ns : list Z) (rs : list row) x : Q :=
  match ns, rs with
  | n :: ns, r :: rs => inj n * form (entries r) x + weighted ns rs x
  | _, _ => 0
  end.

Lemma low_rows_sound ns rs x v : low_rows ns rs = Some v ->
  (forall r, In r rs -> within 1 (row_lower r) (row_upper r) (form (entries r) x)) ->
  inj v <= weighted ns rs x.
Proof.
  revert rs v; induction ns as [|n ns IH]; intros [|r rs] v; cbn; try discriminate.
  - intros E _; injection E as <-; discriminate.
  - intros E ok; apply plus_some in E as (a & b & low_a & low_b & ->).
    apply low_sound with (d := 1%positive) (s := form (entries r) x) in low_a; [|now apply ok; left].
    apply IH in low_b; [|now intros; apply ok; right].
    rewrite inject_Z_plus; unfold inject_Z at 1; lra.
Qed.

Lemma low_columns_sound d t (b : tree bounds) x v : low_columns t b = Some v ->
  (forall k, within d (fst (get no_bounds k b)) (snd (get no_bounds k b)) (x k)) ->
  (v # d) <= dot t x.
Proof.
  revert b x v; induction t as [|l IHl z r IHr]; intros b x v.
  - cbn; intros E _; injection E as <-; unfold Qle; cbn; lia.
  - cbn [low_columns dot].
    intros E ok.
    assert (split_b : exists bl bz br,
      match b with Leaf => (Leaf, no_bounds, Leaf) | Node bl bz br => (bl, bz, br) end = (bl, bz, br)
      /\ (forall k, get no_bounds k bl = get no_bounds (xO k) b)
      /\ bz = get no_bounds xH b
      /\ (forall k, get no_bounds k br = get no_bounds (xI k) b)).
    { destruct b as [|bl bz br]; eexists _, _, _; (split; [reflexivity|]); cbn;
        repeat split; trivial; intros k; destruct k; trivial. }
    destruct split_b as (bl & bz & br & E_b & on_l & on_z & on_r); rewrite E_b in E.
    apply plus_some in E as (a & c & low_z & low_lr & ->).
    apply plus_some in low_lr as (a' & b' & low_l & low_r & ->).
    apply low_sound with (d := d) (s := x xH) in low_z; [|subst bz; apply ok].
    apply (IHl _ (fun k => x (xO k))) in low_l; [|intros k; rewrite on_l; apply ok].
    apply (IHr _ (fun k => x (xI k))) in low_r; [|intros k; rewrite on_r; apply ok].
    rewrite !frac_plus; lra.
Qed.

Lemma bounds_tree_within p x k : feasible p x ->
  within (bound_scale p) (fst (get no_bounds k (bounds_tree (variables p))))
    (snd (get no_bounds k (bounds_tree (variables p)))) (x k).
Proof.
  intros [ok _]; unfold bounds_tree.
  assert (start : within (bound_scale p) (fst (get no_bounds k Leaf)) (snd (get no_bounds k Leaf)) (x k)).
  { destruct k; split; exact I. }
  revert ok start; generalize (@Leaf bounds) as t; induction (variables p) as [|v vs IH]; cbn; trivial.
  intros t ok start; apply IH; [now intros; apply ok; right|].
  destruct (Pos.eq_dec k (place v)) as [->|kv].
  - rewrite get_update_same; cbn; now apply ok; left.
  - now rewrite get_update_other.
Qed.

Lemma dot_subtract_rows m ns rs t x :
  dot (subtract_rows m ns rs t) x == dot t x - inj m * weighted ns rs x.
Proof.
  revert rs t; induction ns as [|n ns IH]; intros [|r rs] t; cbn; try ring.
  rewrite IH; destruct (Z.eqb_spec n 0) as [->|_].
  - unfold inject_Z at 3; ring.
  - rewrite dot_add_entries, inject_Z_opp, inject_Z_mult; ring.
Qed.

Lemma least_sound p m e cs ns v x : (0 <= m)%Z -> least p m e cs ns = Some v -> feasible p x ->
  (v # bound_scale p) <= inj e * form cs x.
Proof.
  intros m_pos E ok; unfold least in E; apply plus_some in E as (a & b & columns & rows_b & ->).
  destruct (low_rows ns (rows p)) as [w|] eqn:rows_w; [|discriminate].
  cbn [option_map] in rows_b; injection rows_b as <-.
  apply low_rows_sound with (x := x) in rows_w; [|intros r; now apply row_form].
  apply low_columns_sound with (d := bound_scale p) (x := x) in columns;
    [|intros k; now apply bounds_tree_within].
  rewrite dot_subtract_rows, dot_add_entries in columns; cbn [dot] in columns.
  rewrite frac_plus.
  assert (E : (Zpos (bound_scale p) * m * w # bound_scale p) == inj m * inj w).
  { unfold Qeq, Qmult, inject_Z, Qnum, Qden; change (Zpos (1 * 1)) with 1%Z; ring. }
  rewrite E; assert (m_ge0 : 0 <= inj m) by exact (inject_le m_pos).
  nra.
Qed.

(** ** The three outcomes *)

Lemma orientation_cases p :
  (maximize p = true /\ orientation p = (-1)%Z) \/ (maximize p = false /\ orientation p = 1%Z).
Proof. unfold orientation; destruct (maximize p); auto. Qed.

Theorem check_optimal_sound p v vd d t e ns : check_optimal p v vd d t e ns = true ->
  optimal p (point_at d t) /\ objective p (point_at d t) == v # vd.
Proof.
  unfold check_optimal; rewrite !andb_true_iff; intros [[ok bound_ok] value_ok].
  apply feasible_point_sound in ok; set (x := point_at d t) in *.
  set (k := orientation p) in *; set (cs := oriented k (costs p)) in *.
  destruct (least p (Zpos (cost_scale p)) (Zpos e) cs (map (Z.mul k) ns)) as [b|] eqn:E;
    [|discriminate].
  apply Z.eqb_eq in bound_ok; apply Z.eqb_eq in value_ok.
  split.
  - split; trivial; intros x' ok'; apply least_sound with (x := x') in E; trivial; [|easy].
    (* The cost form of the point is what the multipliers prove of every other. *)
    assert (attained : b # bound_scale p == P e * form cs x).
    { apply mul_eq_cancel with (P (bound_scale p) * P d).
      { apply Qmult_lt_0_compat; apply P_pos. }
      transitivity (inj (b * Zpos d)); [|rewrite bound_ok].
      - rewrite inject_Z_mult, <- (frac_mul b (bound_scale p)); ring.
      - rewrite !inject_Z_mult, <- (activity_form d t cs); fold x; ring. }
    assert (forms : form cs x <= form cs x').
    { apply mul_le_cancel with (P e); [apply P_pos|].
      rewrite Qmult_comm, <- attained, Qmult_comm; exact E. }
    unfold cs in forms; rewrite !form_oriented in forms.
    assert (Ex := objective_form p x); assert (Ex' := objective_form p x').
    assert (D := P_pos (cost_scale p)).
    unfold better; destruct (orientation_cases p) as [[-> Ek]|[-> Ek]];
      fold k in Ek; rewrite Ek in forms; intros worse;
      apply (Qmult_lt_r _ _ (P (cost_scale p)) D) in worse; rewrite Ex, Ex' in worse;
      unfold inject_Z in forms; lra.
  - apply mul_eq_cancel with (P (cost_scale p) * (P d * P vd)).
    { repeat apply Qmult_lt_0_compat; apply P_pos. }
    rewrite Qmult_assoc, objective_form.
    transitivity (inj ((constant p * Zpos d + activity t (costs p)) * Zpos vd)); [|rewrite value_ok].
    + rewrite inject_Z_mult, inject_Z_plus, inject_Z_mult, <- (activity_form d t (costs p)).
      fold x; ring.
    + rewrite !inject_Z_mult, <- (frac_mul v vd); ring.
Qed.

Theorem check_multipliers_sound p ns : check_multipliers p ns = true -> infeasible p.
Proof.
  unfold check_multipliers; destruct (least p 1 1 [] ns) as [b|] eqn:E; [|discriminate].
  intros b_pos x ok; apply Z.ltb_lt in b_pos.
  apply least_sound with (x := x) in E; trivial; [|lia].
  cbn in E; unfold Qle in E; cbn in E; lia.
Qed.

Lemma crossed_sound d l u s : crossed l u = true -> ~ within d l u s.
Proof.
  destruct l as [l|], u as [u|]; cbn; try discriminate; intros H [L U].
  apply Z.ltb_lt in H; assert (lu := Qle_trans _ _ _ L U); unfold Qle in lu; cbn in lu; nia.
Qed.

Theorem check_crossed_row_sound p k r :
  numbered k (rows p) = Some r -> crossed (row_lower r) (row_upper r) = true -> infeasible p.
Proof.
  intros at_k cross x [_ ok]; apply nth_error_In, ok in at_k; exact (crossed_sound cross at_k).
Qed.

Theorem check_crossed_variable_sound p k v :
  numbered k (variables p) = Some v -> crossed (lower v) (upper v) = true -> infeasible p.
Proof.
  intros at_k cross x [ok _]; apply nth_error_In, ok in at_k; exact (crossed_sound cross at_k).
Qed.

Lemma stays_within d l u s rate k : 0 <= k -> within d l u s -> stays l u rate = true ->
  within d l u (s + k * inj rate).
Proof.
  unfold stays, within; rewrite andb_true_iff; intros k_pos [L U] [up down]; split.
  - destruct l; trivial; apply Z.leb_le, inject_le in up; unfold inject_Z in up at 1; nra.
  - destruct u; trivial; apply Z.leb_le, inject_le in down; unfold inject_Z in down at 2; nra.
Qed.

Lemma far_enough g r : 1 <= r -> g < (g * g + 1) * r.
Proof.
  intros r_ge; assert (0 <= (g * g + 1) * (r - 1)) by (apply Qmult_le_0_compat; nra).
  nra.
Qed.

Theorem check_unbounded_sound p d t ray : check_unbounded p d t ray = true -> unbounded p.
Proof.
  unfold check_unbounded; rewrite !andb_true_iff, !forallb_forall.
  intros [[[ok v_stays] r_stays] improves]; apply feasible_point_sound in ok.
  apply Z.ltb_lt in improves; intros a; set (x := point_at d t) in *.
  set (direction := point_at 1 ray).
  assert (along : forall es, form es direction == inj (activity ray es)).
  { intros es; rewrite <- (activity_form 1 ray es); fold direction; unfold inject_Z at 1; ring. }
  set (k := orientation p) in *; set (m := P (cost_scale p)).
  set (gap := inj k * (objective p x - a)); set (far := m * (gap * gap + 1)).
  assert (m_pos : 0 < m) by apply P_pos.
  assert (far_pos : 0 <= far) by (unfold far; nra).
  exists (fun j => x j + far * direction j); split.
  - split.
    + intros v v_in; apply stays_within; [trivial|now apply ok|].
      now apply v_stays.
    + intros r r_in; apply (within_scaled _ _ (value_form (scale r) (entries r) _)).
      assert (S := @stays_within 1 _ _ _ (activity ray (entries r)) far far_pos
        (row_form r ok r_in) (r_stays r r_in)).
      apply within_eq with (2 := S); rewrite form_linear, along; reflexivity.
  - assert (E := objective_form p (fun j => x j + far * direction j)); fold m in E.
    rewrite form_linear, along in E.
    assert (Ex := objective_form p x); fold m in Ex.
    set (rate := activity ray (costs p)) in *.
    assert (rate_le : inj (k * rate)%Z <= inj (-1)) by (apply inject_le; lia).
    rewrite inject_Z_mult in rate_le.
    set (y := objective p (fun j => x j + far * direction j)) in *.
    assert (moved : y * m == objective p x * m + far * inj rate) by (rewrite E, Ex; ring).
    assert (moved' : y == objective p x + (gap * gap + 1) * inj rate).
    { apply mul_eq_cancel with m; trivial; rewrite moved; unfold far; ring. }
    clearbody y; clear E Ex moved far_pos; unfold better.
    destruct (orientation_cases p) as [[-> Ek]|[-> Ek]]; fold k in Ek;
      unfold gap in moved'; rewrite Ek in moved', rate_le; unfold inject_Z in moved', rate_le.
    + assert (passes := @far_enough (a - objective p x) (rate # 1)); rewrite moved'.
      assert (1 <= rate # 1) by lra; specialize (passes H); nra.
    + assert (passes := @far_enough (objective p x - a) (- (rate # 1))); rewrite moved'.
      assert (1 <= - (rate # 1)) by lra; specialize (passes H); nra.
Qed.

(** ** Soundness: what the checker accepts is true *)
Theorem check_sound p c : check p c = true -> claim p c.
Proof.
  destruct c as [v vd d point e ns|ns|k|k|d point ray]; cbn.
  - apply check_optimal_sound.
  - apply check_multipliers_sound.
  - destruct (numbered k (rows p)) as [r|] eqn:at_k; [|discriminate].
    now apply check_crossed_row_sound with k.
  - destruct (numbered k (variables p)) as [v|] eqn:at_k; [|discriminate].
    now apply check_crossed_variable_sound with k.
  - apply check_unbounded_sound.
Qed.
