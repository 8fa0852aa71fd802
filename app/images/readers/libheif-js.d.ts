/** libheif's own C functions (libheif/heif.h, libde265/de265.h), as its WebAssembly build exports them: addresses are numbers. */
declare module 'libheif-js/wasm-bundle.js' {
  /** Functions that return a `heif_error` write it to the address that is their first argument. */
  interface Libheif {
    readonly HEAPU8: Uint8Array<ArrayBuffer>;
    readonly HEAPU32: Uint32Array<ArrayBuffer>;
    _malloc: (bytes: number) => number;
    _free: (address: number) => void;
    _heif_context_alloc: () => number;
    _heif_context_free: (context: number) => void;
    _heif_context_set_maximum_image_size_limit: (context: number, side: number) => void;
    _heif_context_read_from_memory_without_copy: (
      error: number,
      context: number,
      bytes: number,
      size: number,
      options: number,
    ) => void;
    _heif_context_get_primary_image_handle: (error: number, context: number, handle: number) => void;
    _heif_image_handle_release: (handle: number) => void;
    _heif_image_handle_get_item_id: (handle: number) => number;
    _heif_image_handle_get_width: (handle: number) => number;
    _heif_image_handle_get_height: (handle: number) => number;
    _heif_image_handle_has_alpha_channel: (handle: number) => number;
    _heif_image_handle_get_luma_bits_per_pixel: (handle: number) => number;
    _heif_image_handle_get_raw_color_profile_size: (handle: number) => number;
    _heif_image_handle_get_raw_color_profile: (error: number, handle: number, profile: number) => void;
    _heif_image_handle_get_nclx_color_profile: (error: number, handle: number, profile: number) => void;
    _heif_nclx_color_profile_free: (profile: number) => void;
    _heif_image_handle_get_number_of_thumbnails: (handle: number) => number;
    _heif_image_handle_get_list_of_thumbnail_IDs: (handle: number, ids: number, count: number) => number;
    _heif_image_handle_get_thumbnail: (error: number, handle: number, id: number, thumbnail: number) => void;
    _heif_image_handle_get_image_tiling: (error: number, handle: number, transformed: number, tiling: number) => void;
    _heif_image_handle_decode_image_tile: (
      error: number,
      handle: number,
      image: number,
      colourspace: number,
      chroma: number,
      options: number,
      x: number,
      y: number,
    ) => void;
    _heif_decode_image: (
      error: number,
      handle: number,
      image: number,
      colourspace: number,
      chroma: number,
      options: number,
    ) => void;
    _heif_item_get_item_data: (
      error: number,
      context: number,
      item: number,
      compression: number,
      data: number,
      size: number,
    ) => void;
    _heif_image_release: (image: number) => void;
    _heif_image_get_width: (image: number, channel: number) => number;
    _heif_image_get_height: (image: number, channel: number) => number;
    _heif_image_get_plane_readonly: (image: number, channel: number, stride: number) => number;
    _de265_new_decoder: () => number;
    _de265_free_decoder: (decoder: number) => void;
    /** The time stamp is a 64-bit number in two halves. */
    _de265_push_NAL: (
      decoder: number,
      bytes: number,
      size: number,
      timeLow: number,
      timeHigh: number,
      user: number,
    ) => number;
    _de265_flush_data: (decoder: number) => number;
    _de265_decode: (decoder: number, more: number) => number;
    _de265_get_next_picture: (decoder: number) => number;
    _de265_get_image_width: (picture: number, plane: number) => number;
    _de265_get_image_height: (picture: number, plane: number) => number;
    _de265_get_bits_per_pixel: (picture: number, plane: number) => number;
    _de265_get_image_plane: (picture: number, plane: number, stride: number) => number;
  }
  const libheif: Libheif;
  export default libheif;
}
