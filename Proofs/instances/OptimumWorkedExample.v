(* 12 variables, 7 rows; fingerprint cd03d9a1737a2ea2. *)

From Coq Require Import ZArith List.
From SpecHub Require Import Checker CheckerSound.
Import ListNotations.
Local Open Scope Z_scope.

Definition model : program := {|
  maximize := false;
  cost_scale := 1;
  constant := 0;
  bound_scale := 1;
  variables := [
    Var 1 (Some 0) None 0; (* pi_0_0 *)
    Var 2 (Some 0) None 0; (* pi_0_1 *)
    Var 3 (Some 0) None 1; (* pi_0_2 *)
    Var 4 (Some 0) None 0; (* pi_1_0 *)
    Var 5 (Some 0) None 1; (* pi_1_1 *)
    Var 6 (Some 0) None 0; (* pi_1_2 *)
    Var 7 (Some 0) None 0; (* pi_2_0 *)
    Var 8 (Some 0) None 0; (* pi_2_1 *)
    Var 9 (Some 0) None 1; (* pi_2_2 *)
    Var 10 (Some 0) None 0; (* pi_3_0 *)
    Var 11 (Some 0) None 1; (* pi_3_1 *)
    Var 12 (Some 0) None 0 (* pi_3_2 *)];
  rows := [
    Row 10 (Some 3) (Some 3)
      [term 1 10; term 2 10; term 3 10]; (* source_0 *)
    Row 5 (Some 1) (Some 1)
      [term 4 5; term 5 5; term 6 5]; (* source_1 *)
    Row 10 (Some 3) (Some 3)
      [term 7 10; term 8 10; term 9 10]; (* source_2 *)
    Row 5 (Some 1) (Some 1)
      [term 10 5; term 11 5; term 12 5]; (* source_3 *)
    Row 10 (Some 1) (Some 1)
      [term 1 10; term 4 10; term 7 10; term 10 10]; (* sink_0 *)
    Row 5 (Some 3) (Some 3)
      [term 2 5; term 5 5; term 8 5; term 11 5]; (* sink_1 *)
    Row 10 (Some 3) (Some 3)
      [term 3 10; term 6 10; term 9 10; term 12 10] (* sink_2 *)] |}.

Definition proof : certificate :=
  Optimal 0 1
    10 [term 2 3; term 6 2; term 8 3; term 10 1; term 12 1]
    1 [0; 0; 0; 0; 0; 0; 0].

Theorem certified : claim model proof.
Proof. apply check_sound; vm_cast_no_check (eq_refl true). Qed.

Print Assumptions certified.
