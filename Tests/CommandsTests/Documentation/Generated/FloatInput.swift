// SPDX-License-Identifier: GPL-3.0-or-later
// swift-format-ignore-file
// Written by SnippetTests from the documents that are named here; change those, not this.

import LPFormats
import Rationals
import Testing

@Suite("FloatInput: code in documents")
struct FloatInputSnippets {
  @Test("Sources/SpecHub.docc/FloatInput.md, example 1")
  func FloatInput1() throws {
    let document = "Sources/SpecHub.docc/FloatInput.md"

    shows(BitPatterns.float32.value(0x3dcc_cccd), #"13421773/134217728"#, document, #"BitPatterns.float32.value(0x3dcc_cccd)         // → 13421773/134217728"#)
    shows(BitPatterns.float32.value(0x3f00_0000), #"1/2"#, document, #"BitPatterns.float32.value(0x3f00_0000)         // → 1/2"#)
    shows(BitPatterns.bfloat16.value(0x3dcd), #"205/2048"#, document, #"BitPatterns.bfloat16.value(0x3dcd)             // → 205/2048"#)
    shows(BitPatterns.float32.value(0x7fc0_0000), #"nil"#, document, #"BitPatterns.float32.value(0x7fc0_0000)         // → nil"#)
  }
}
