(* SPDX-License-Identifier: GPL-3.0-or-later *)

(* Checks a certificate against a model with the checker that is proved in Coq.

   Exit status, as that of certcheck: 0 valid, 1 rejected, 2 bad input, 64 wrong usage. *)

let usage = "usage: proved-certcheck MODEL CERTIFICATE …\n\n\
  Checks certificates of the model, in the plain form that `spechub export plain` writes, with the\n\
  checker that is proved in Coq. One line a certificate.\n\n\
  Exit status: 0 all valid, 1 some rejected, 2 some malformed, 64 wrong usage.\n"

let check model path =
  match Certificate.read model path with
  | Certificate.Other_model -> print_endline "invalid: about another model"; 1
  | Certificate.Claim (status, certificate) ->
    if Proved.check model.Model.program certificate then (print_endline ("valid: " ^ status); 0)
    else (print_endline ("invalid: " ^ status); 1)

let guarded path action =
  try action () with
  | Lines.Malformed (line, expected) ->
    Printf.printf "malformed: %s:%d: expected %s\n" path line expected; 2
  | Sys_error message -> Printf.printf "malformed: %s\n" message; 2
  | End_of_file -> Printf.printf "malformed: %s: cannot be read\n" path; 2

let () =
  match Array.to_list Sys.argv with
  | _ :: "--help" :: _ -> print_string usage
  | _ :: model_path :: (_ :: _ as certificates) ->
    let model = ref None in
    let status = guarded model_path (fun () -> model := Some (Model.read model_path); 0) in
    (match !model with
     | None -> exit status
     | Some model ->
       let check path = guarded path (fun () -> check model path) in
       exit (List.fold_left (fun worst path -> max worst (check path)) 0 certificates))
  | _ -> prerr_string usage; exit 64
