// Age packages, and the identity that opens them.

export { exportIdentity, readIdentities, type UnpackRequest, unpackedName, unpackFile } from '../delivery/unpack.js';
