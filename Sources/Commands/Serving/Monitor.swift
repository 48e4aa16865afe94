// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// A lock with a queue of waiters: the state it protects is only touched between ``enter()`` and
/// ``leave()``.
final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  func enter() { pthread_mutex_lock(mutex) }
  func leave() { pthread_mutex_unlock(mutex) }

  /// Waits until the condition may have changed; to be called in a loop that asks again.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes everybody who waits.
  func announce() { pthread_cond_broadcast(condition) }
}

/// A thread that runs a body to its end.
///
/// Its stack is large, because GLPK and the search for augmenting paths go deep; only what is touched
/// costs memory.
struct WorkerThread {
  private let handle: pthread_t

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// `nil` when the system gives no more threads.
  init?(_ run: @escaping @Sendable () -> Void) {
    let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
    pthread_attr_init(attributes)
    defer {
      pthread_attr_destroy(attributes)
      attributes.deallocate()
    }
    pthread_attr_setstacksize(attributes, 256 << 20)
    let body = Unmanaged.passRetained(Body(run))
    var handle: pthread_t = 0
    let status = pthread_create(
      &handle, attributes,
      { pointer in
        Unmanaged<Body>.fromOpaque(pointer!).takeRetainedValue().run()
        return nil
      }, body.toOpaque())
    guard status == 0 else {
      body.release()
      return nil
    }
    self.handle = handle
  }

  /// Waits for the end of the body.
  func join() { pthread_join(handle, nil) }
}
