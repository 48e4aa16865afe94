(* 2 variables, 5 rows; fingerprint e3fae521036aa8fa. *)

From Coq Require Import ZArith List.
From SpecHub Require Import Checker CheckerSound.
Import ListNotations.
Local Open Scope Z_scope.

Definition model : program := {|
  maximize := true;
  cost_scale := 1;
  constant := 0;
  bound_scale := 1;
  variables := [
    Var 1 (Some 0) None 1; (* pi_0_1 *)
    Var 2 (Some 0) None 1 (* pi_2_1 *)];
  rows := [
    Row 6 None (Some 1)
      [term 1 6]; (* source_0 *)
    Row 6 None (Some 1)
      []; (* source_1 *)
    Row 3 None (Some 1)
      [term 2 3]; (* source_2 *)
    Row 3 None (Some 1)
      []; (* source_3 *)
    Row 1 None (Some 1)
      [term 1 1; term 2 1] (* sink_1 *)] |}.

Definition proof : certificate :=
  Optimal 1 2
    6 [term 1 1; term 2 2]
    6 [1; 0; 2; 0; 0].

Theorem certified : claim model proof.
Proof. apply check_sound; vm_cast_no_check (eq_refl true). Qed.

Print Assumptions certified.
