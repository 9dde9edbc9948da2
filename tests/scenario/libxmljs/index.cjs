// Stands in for libxmljs, a native module that @amida-tech/blue-button wants and that this project neither builds nor downloads (package.json, overrides).
// libxml2-wasm loads asynchronously and blue-button requires synchronously, so the caller gives it before the first document: `use(await import('libxml2-wasm'))`.
'use strict';

let libxml2;
const live = [];

class Node {
  constructor(node) {
    this.node = node;
  }
  find(path, namespaces) {
    return this.node.find(path, namespaces).map((found) => new Node(found));
  }
  type() {
    if (this.node instanceof libxml2.XmlElement) return 'element';
    return this.node instanceof libxml2.XmlAttribute ? 'attribute' : 'text';
  }
  name() {
    return this.node.name;
  }
  text() {
    return this.node.content ?? this.node.value;
  }
  value() {
    return this.node.value ?? this.node.content;
  }
}

// Paths without a slash at the start mean the document's children in libxmljs's find on a document: the root element is its context.
class Document extends Node {
  constructor(document) {
    super(document.root);
    this.document = document;
  }
}

exports.use = (library) => {
  libxml2 = library;
};

exports.parseXml = (text) => {
  const document = libxml2.XmlDocument.fromString(text);
  live.push(document);
  return new Document(document);
};

/** Gives back the memory of every document parsed so far. */
exports.release = () => {
  for (const document of live.splice(0)) document.dispose();
};
