(* SPDX-License-Identifier: GPL-3.0-or-later *)

(* A text line by line, and the names in it. *)

exception Malformed of int * string

type t = { name : string; text : string; mutable start : int; mutable stop : int;
           mutable next : int; mutable number : int }

(* Moves to the next line; past the last one, to an empty line at the end. *)
let advance lines =
  let length = String.length lines.text in
  let start = lines.next in
  let stop = match String.index_from_opt lines.text start '\n' with Some i -> i | None -> length in
  lines.next <- min (stop + 1) length;
  lines.start <- start;
  lines.stop <- (if stop > start && lines.text.[stop - 1] = '\r' then stop - 1 else stop);
  lines.number <- lines.number + 1

let read name =
  let channel = open_in_bin name in
  let text = Fun.protect ~finally:(fun () -> close_in channel)
    (fun () -> really_input_string channel (in_channel_length channel)) in
  let lines = { name; text; start = 0; stop = 0; next = 0; number = 0 } in
  advance lines;
  lines

let malformed lines expected = raise (Malformed (lines.number, expected))

let current lines = String.sub lines.text lines.start (lines.stop - lines.start)

let take lines expected =
  if current lines <> expected then malformed lines (Printf.sprintf "the line %S" expected);
  advance lines

(* What follows the word and a space on this line, if it begins with them. *)
let keyword lines word =
  let line = current lines and prefix = word ^ " " in
  let n = String.length prefix in
  if String.length line > n && String.sub line 0 n = prefix then
    Some (String.sub line n (String.length line - n))
  else None

let value lines word =
  match keyword lines word with
  | Some rest -> advance lines; rest
  | None -> malformed lines (Printf.sprintf "%S and its value" word)

let end_of_text lines =
  take lines "end";
  if lines.start <> String.length lines.text then malformed lines "nothing after \"end\""

(* The words of this line up to the last one, which is the rest of the line. *)
let fields lines count =
  let line = current lines in
  let rec split from count =
    if count = 1 then [String.sub line from (String.length line - from)]
    else match String.index_from_opt line from ' ' with
      | Some space when space > from ->
        String.sub line from (space - from) :: split (space + 1) (count - 1)
      | _ -> malformed lines (Printf.sprintf "%d words" count) in
  let words = split 0 count in
  advance lines;
  words

let number lines text = try Number.parse text with Number.Syntax -> malformed lines "a number"

let count lines limit text =
  match Number.parse_int text with
  | n when n >= 0 && n <= limit -> n
  | _ | exception Number.Syntax -> malformed lines (Printf.sprintf "a count from 0 to %d" limit)

(* Names told from one another: the place of each, or that two things share it. *)
type names = { size : int; places : (string, int) Hashtbl.t; shared : (string, unit) Hashtbl.t }

let names list =
  let size = Array.length list in
  let places = Hashtbl.create (2 * size) and shared = Hashtbl.create 1 in
  Array.iteri (fun place name ->
    if Hashtbl.mem places name then Hashtbl.replace shared name ();
    Hashtbl.replace places name place) list;
  { size; places; shared }

(* The place, from 0, of a reference: a name, or @ and the place from 1. *)
let place lines names reference =
  let found =
    if reference <> "" && reference.[0] = '@' then
      match Number.parse_int (String.sub reference 1 (String.length reference - 1)) with
      | n when n >= 1 && n <= names.size -> Some (n - 1)
      | _ | exception Number.Syntax -> None
    else if Hashtbl.mem names.shared reference then None
    else Hashtbl.find_opt names.places reference in
  match found with Some place -> place | None -> malformed lines "a name of the model"
