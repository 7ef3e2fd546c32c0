import Mustache

/// The pages of the service.
package enum Pages {}
