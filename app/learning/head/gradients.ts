/**
 * Gradients of the operations that the losses are written in. TensorFlow.js has its own, but in files that Node cannot
 * import: `@tensorflow/tfjs-core` comes without them, and only the complete package bundles them.
 */
import {
  broadcast_util,
  customGrad,
  mul,
  neg,
  ones,
  registerGradient,
  reshape,
  step,
  sum,
  util,
  type GradSaveFunc,
  type NamedAttrMap,
  type Tensor,
} from '@tensorflow/tfjs-core';

type Backward = (slope: Tensor, inputs: Tensor[], attributes: NamedAttrMap) => Record<string, () => Tensor>;

function register(kernelName: string, inputsToSave: string[], backward: Backward): void {
  registerGradient({
    kernelName,
    inputsToSave,
    gradFunc: (slope, saved, attributes) => backward(slope as Tensor, saved, attributes),
  });
}

/** Undoes broadcasting: what was spread over an axis is summed over it. */
function summedTo(shape: number[], slope: Tensor): Tensor {
  const axes = broadcast_util.getReductionAxes(shape, slope.shape);
  return axes.length === 0 ? slope : reshape(sum(slope, axes), shape);
}

const input = (inputs: Tensor[], at: number): Tensor => {
  const tensor = inputs.at(at);
  if (tensor === undefined) throw new Error('TensorFlow.js did not keep the input that a gradient needs.');
  return tensor;
};

register('Add', ['a', 'b'], (slope, inputs) => ({
  a: () => summedTo(input(inputs, 0).shape, slope),
  b: () => summedTo(input(inputs, 1).shape, slope),
}));
register('Sub', ['a', 'b'], (slope, inputs) => ({
  a: () => summedTo(input(inputs, 0).shape, slope),
  b: () => summedTo(input(inputs, 1).shape, neg(slope)),
}));
register('Multiply', ['a', 'b'], (slope, inputs) => ({
  a: () => summedTo(input(inputs, 0).shape, mul(slope, input(inputs, 1))),
  b: () => summedTo(input(inputs, 1).shape, mul(slope, input(inputs, 0))),
}));
register('Square', ['x'], (slope, inputs) => ({ x: () => mul(slope, mul(input(inputs, 0), 2)) }));
register('Relu', ['x'], (slope, inputs) => ({ x: () => mul(slope, step(input(inputs, 0))) }));
register('Reshape', ['x'], (slope, inputs) => ({ x: () => reshape(slope, input(inputs, 0).shape) }));
register('Sum', ['x'], (slope, inputs, attributes) => ({
  x: () => {
    const { shape } = input(inputs, 0);
    const summed = util.parseAxisParam(attributes.axis as number | number[], shape);
    const kept = shape.map((length, axis) => (summed.includes(axis) ? 1 : length));
    return mul(reshape(slope, kept), ones(shape));
  },
}));

/**
 * An operation on one tensor whose slope is given rather than derived.
 * @param forward what it computes, what its slope needs, and the slope above it times its own.
 */
export function operation<Input extends Tensor, Output extends Tensor>(
  tensor: Input,
  forward: (tensor: Input) => { value: Output; saved: Tensor[]; backward: (slope: Output, saved: Tensor[]) => Tensor },
): Output {
  return customGrad<Output>((...given) => {
    const [x, save] = given as [Input, GradSaveFunc];
    const { value, saved, backward } = forward(x);
    save(saved);
    return { value, gradFunc: backward };
  })(tensor);
}
