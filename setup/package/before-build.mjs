/** electron-builder asks this before it collects or rebuilds packages: false says that there is nothing to do. */
export default function beforeBuild() {
  return false;
}
