/**
 * Nothing leaves the computer: imported by whatever starts a thread in which ONNX Runtime runs, which from 1.29 on
 * reports to its maker unless this variable is in the environment of the process before (microsoft/onnxruntime#27379). A
 * thread cannot set it for itself: its `process.env` is a copy. What starts Twinlens sets it as well (`main/tuning.json`).
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
