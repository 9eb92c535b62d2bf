"""x"""
import click
@click.command()
def impact() -> int:
    return 0
