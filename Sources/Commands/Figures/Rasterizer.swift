// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Makes PNG of SVG with `rsvg-convert`, a program of librsvg.
enum Rasterizer {
  private static let program = "rsvg-convert"

  /// More pixels than the picture is wide, 1050, so that print is sharp.
  private static let arguments = [program, "--zoom", "1.5", "--format", "png"]

  /// The bytes of the PNG. The program must be on the path; what it complains about is shown.
  ///
  /// The picture goes in through a file without a name, so that neither side ever waits for the other.
  static func png(_ svg: String) throws -> [UInt8] {
    guard let input = tmpfile() else {
      throw CommandFailure("no temporary file for \(program): \(Self.message(errno))")
    }
    defer { fclose(input) }
    let bytes = Array(svg.utf8)
    guard fwrite(bytes, 1, bytes.count, input) == bytes.count, fflush(input) == 0 else {
      throw CommandFailure("writing a temporary file for \(program): \(Self.message(errno))")
    }
    rewind(input)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw CommandFailure("no pipe from \(program): \(Self.message(errno))")
    }
    defer { close(ends[0]) }
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try start(input: fileno(input), output: ends[1], unneeded: ends)
    }
    let image = readAll(ends[0])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0, !image.isEmpty else {
      throw CommandFailure("\(program) failed to make a PNG of the picture")
    }
    return image
  }

  private static func start(input: Int32, output: Int32, unneeded: [Int32]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    for descriptor in unneeded where descriptor > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let error = posix_spawnp(&child, program, &actions, nil, &words, environ)
    guard error == 0 else {
      throw CommandFailure(
        error == ENOENT
          ? "PNG is made by the program \(program), which is not installed; on Debian: "
            + "apt-get install librsvg2-bin. SVG and HTML need nothing."
          : "\(program) cannot be started: \(message(error))")
    }
    return child
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  private static func message(_ error: Int32) -> String { String(cString: strerror(error)) }
}
