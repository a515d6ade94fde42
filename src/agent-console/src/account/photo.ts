const side = 256;

/** The middle of a picture, small and drawn anew: what a camera wrote into the file (place, device) does not go along. */
export async function drawPhoto(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file);
  const cut = Math.min(picture.width, picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = side;
  canvas.height = side;
  const draw = canvas.getContext("2d");
  if (!draw || cut === 0) return null;
  draw.imageSmoothingQuality = "high";
  draw.drawImage(picture, (picture.width - cut) / 2, (picture.height - cut) / 2, cut, cut, 0, 0, side, side);
  picture.close();
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.88));
}
