/** A method of HTTP. */
export enum HttpMethod {
  /** Reads. */
  GET = 'GET',
  /** Reads the headers only. */
  HEAD = 'HEAD',
  /** Sends; that of gRPC. */
  POST = 'POST',
  /** Writes the whole. */
  PUT = 'PUT',
  /** Changes a part. */
  PATCH = 'PATCH',
  /** Removes. */
  DELETE = 'DELETE',
  /** Opens a tunnel. */
  CONNECT = 'CONNECT',
  /** Asks what is allowed. */
  OPTIONS = 'OPTIONS',
  /** Sends back what was sent. */
  TRACE = 'TRACE',
}
