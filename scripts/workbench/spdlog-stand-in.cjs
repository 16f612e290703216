// Stands in for @vscode/spdlog inside the provisioned workbench. The real one is a native module that would have to be
// compiled, and without it VS Code writes no logs and its Output panel stays empty. Same interface, plain file appends.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];

class Logger {
  constructor(_type, _name, file) {
    this.file = file;
    this.level = 2;
    // Output channels bring their own line ends and stamps; logs get both here.
    this.raw = false;
    mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, '');
    levels.forEach((name, level) => {
      this[name] = (message) => this.write(level, message);
    });
  }
  write(level, message) {
    if (level < this.level) return;
    const stamp = new Date().toISOString().replace('T', ' ').replace('Z', '');
    try {
      appendFileSync(this.file, this.raw ? message : `${stamp} [${levels[level]}] ${message}\n`);
    } catch {
      // A log that cannot be written (its folder was removed at the end of a test) must not stop the editor.
    }
  }
  getLevel() {
    return this.level;
  }
  setLevel(level) {
    this.level = level;
  }
  setPattern() {
    this.raw = false;
  }
  clearFormatters() {
    this.raw = true;
  }
  flush() {}
  drop() {}
}

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = async (name, file) => new Logger('rotating', name, file);
exports.createAsyncRotatingLogger = async (name, file) => new Logger('rotating_async', name, file);
