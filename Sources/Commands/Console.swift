// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Standard output and standard error. The answer goes to the one, everything else to the other.
enum Console {
  /// Writes the answer. A reader that has closed the pipe has seen enough: the process ends with
  /// status 0, since a closed pipe is not an error.
  static func answer(_ text: String) {
    write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
  }

  /// Writes part of an answer as it is.
  static func answer(_ bytes: [UInt8]) { write(bytes[...], to: STDOUT_FILENO) }

  /// Tells the person something beside the answer.
  static func note(_ text: String) {
    write("spechub: \(text)\n", to: STDERR_FILENO)
  }

  /// Whether a person is looking at standard error, so that progress makes sense.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }

  /// Overwrites the current line of the terminal; does nothing when nobody is looking.
  static func progress(_ text: String) {
    guard isInteractive else { return }
    write("\r\u{1B}[K\(text)", to: STDERR_FILENO)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8)[...], to: descriptor)
  }

  private static func write(_ whole: ArraySlice<UInt8>, to descriptor: Int32) {
    var bytes = whole
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        bytes = bytes.dropFirst(written)
      } else if errno == EINTR || errno == EAGAIN {
        continue
      } else if errno == EPIPE {
        exit(CommandStatus.holds.rawValue)
      } else {
        exit(CommandStatus.badInput.rawValue)
      }
    }
  }
}
