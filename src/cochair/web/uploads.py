"""Uploads that stay in memory: a file that is refused later was never on a disk, not even for a moment.

Of a file that is larger than any may be, one octet too much is kept: enough to be told so.
"""

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class InMemory(FileUploadHandler):
    """Keeps each file in memory, up to one octet more than a file may have."""

    def new_file(self, *said: object, **more: object) -> None:
        """Begin a file."""
        super().new_file(*said, **more)  # type: ignore[arg-type]
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what comes, as far as it may."""
        room = settings.FILE_MEGABYTES * 1024 * 1024 + 1 - len(self.kept)
        self.kept += raw_data[:room]

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as it was kept."""
        content = bytes(self.kept)
        del self.kept
        return InMemoryUploadedFile(
            file=BytesIO(content),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=len(content),
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
