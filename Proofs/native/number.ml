(* SPDX-License-Identifier: GPL-3.0-or-later *)

(* Exact numbers from text: integers, fractions, decimals, scientific notation, hexadecimal floats. *)

exception Syntax

(* The largest exponent that is raised to; it is that of certcheck. *)
let exponent_limit = 100_000

let is_digit c = c >= '0' && c <= '9'

let is_hexadecimal c = is_digit c || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')

let parse (text : string) : Q.t =
  let length = String.length text in
  let position = ref 0 in
  let at test = !position < length && test text.[!position] in
  let is c = at (fun d -> Char.lowercase_ascii d = c) in
  let take c = let found = is c in if found then incr position; found in
  let sign () = if take '-' then -1 else (ignore (take '+'); 1) in
  let digits test =
    let start = !position in
    while at test do incr position done;
    String.sub text start (!position - start) in
  let exponent () =
    let s = sign () in
    let written = digits is_digit in
    if written = "" then raise Syntax;
    let value = Z.of_string written in
    if Z.gt value (Z.of_int exponent_limit) then raise Syntax;
    s * Z.to_int value in
  let scaled base mantissa power =
    let factor = Q.of_bigint (Z.pow (Z.of_int base) (abs power)) in
    if Q.sign mantissa = 0 then Q.zero
    else if power < 0 then Q.div mantissa factor
    else Q.mul mantissa factor in
  let s = sign () in
  let magnitude =
    if length >= !position + 2 && text.[!position] = '0'
      && Char.lowercase_ascii text.[!position + 1] = 'x' then begin
      position := !position + 2;
      let whole = digits is_hexadecimal in
      let fraction = if take '.' then digits is_hexadecimal else "" in
      if whole ^ fraction = "" then raise Syntax;
      let power = if take 'p' then exponent () else 0 in
      scaled 2 (Q.of_bigint (Z.of_string_base 16 (whole ^ fraction)))
        (power - (4 * String.length fraction))
    end else begin
      let whole = digits is_digit in
      if whole <> "" && take '/' then begin
        let below = digits is_digit in
        if below = "" then raise Syntax;
        let below = Z.of_string below in
        if Z.equal below Z.zero then raise Syntax;
        Q.make (Z.of_string whole) below
      end else begin
        let fraction = if take '.' then digits is_digit else "" in
        if whole ^ fraction = "" then raise Syntax;
        let power = if take 'e' then exponent () else 0 in
        scaled 10 (Q.of_bigint (Z.of_string (whole ^ fraction))) (power - String.length fraction)
      end
    end in
  if !position <> length then raise Syntax;
  if s < 0 then Q.neg magnitude else magnitude

(* An optional sign and digits, as a machine integer. *)
let parse_int (text : string) : int =
  let length = String.length text in
  let start = if length > 0 && (text.[0] = '-' || text.[0] = '+') then 1 else 0 in
  let digits = String.sub text start (length - start) in
  if digits = "" || not (String.for_all is_digit digits) then raise Syntax;
  let value = Z.of_string digits in
  if not (Z.fits_int value) then raise Syntax;
  if text.[0] = '-' then - (Z.to_int value) else Z.to_int value

(* The least common multiple of the denominators, and a number as an integer over it. *)
let common_denominator (numbers : Q.t list) : Z.t =
  List.fold_left (fun scale q -> if Z.divisible scale (Q.den q) then scale else Z.lcm scale (Q.den q))
    Z.one numbers

let over (scale : Z.t) (q : Q.t) : Z.t = Z.mul (Q.num q) (Z.divexact scale (Q.den q))
